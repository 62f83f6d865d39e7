// A plug-in of clang-tidy: lets its checks walk over the declarations of this project alone. Version 19 walks through
// those of the headers of libraries as well, to be silent about what it finds there, which takes three quarters of its
// time. script/lint compiles and loads it.
#include <clang-tidy/ClangTidyCheck.h>
#include <clang-tidy/ClangTidyModule.h>
#include <clang-tidy/ClangTidyModuleRegistry.h>
#include <clang/AST/ASTContext.h>
#include <clang/ASTMatchers/ASTMatchFinder.h>
#include <vector>

namespace {

namespace tidy = clang::tidy;
using clang::ast_matchers::MatchFinder;

// Meets the unit before its children are walked over, and says which they are.
class OursOnly : public tidy::ClangTidyCheck {
 public:
  using ClangTidyCheck::ClangTidyCheck;

  void registerMatchers(MatchFinder* finder) override {
    finder->addMatcher(clang::ast_matchers::translationUnitDecl().bind("unit"), this);
  }

  void check(const MatchFinder::MatchResult& found) override {
    std::vector<clang::Decl*> ours;
    // "noload": what comes from a precompiled header is a library's, and stays in its file.
    for (clang::Decl* declaration : found.Nodes.getNodeAs<clang::TranslationUnitDecl>("unit")->noload_decls()) {
      const clang::SourceLocation place = declaration->getLocation();
      if (place.isValid() && !found.SourceManager->isInSystemHeader(place)) ours.push_back(declaration);
    }
    found.Context->setTraversalScope(ours);
  }
};

class ScopeModule : public tidy::ClangTidyModule {
 public:
  void addCheckFactories(tidy::ClangTidyCheckFactories& checks) override {
    checks.registerCheck<OursOnly>("scope-ours-only");
  }
};

const tidy::ClangTidyModuleRegistry::Add<ScopeModule> registered{"scope",
                                                                 "Walks over declarations of the project alone"};

}  // namespace
