# What CTest reads before it runs: one test a folder of unit tests, named as the folder is. A process a case, and even one a
# suite, spent more on its start than on the cases. Each folder writes its cases into a report, so that a failure names itself.
# Expects PROGRAM (a list: it may begin with an emulator), SOURCES, the directory that the folders are named from, and CASES,
# the directory of the reports.
execute_process(COMMAND ${PROGRAM} --gtest_list_tests "--gtest_output=xml:${CASES}/list.xml" OUTPUT_QUIET RESULT_VARIABLE code TIMEOUT 120)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "the unit tests cannot be listed: ${code}")
endif()
file(READ "${CASES}/list.xml" listing)
file(REMOVE "${CASES}/list.xml")
string(REPLACE ";" "," listing "${listing}") # of an escaped parameter: it would part the list below

# A suite's name, and the source of its first case.
string(REGEX MATCHALL "<testsuite name=\"[^\"]+\"[^>]*>[^<]*<testcase [^>]*file=\"[^\"]+\"" suites "${listing}")
foreach(suite IN LISTS suites)
  string(REGEX REPLACE "^<testsuite name=\"([^\"]+)\".*" "\\1" name "${suite}")
  string(REGEX REPLACE ".* file=\"([^\"]+)/[^\"/]+\"$" "\\1" folder "${suite}")
  string(REPLACE "${SOURCES}/" "" folder "${folder}") # which a release's build leaves out
  string(REPLACE "/" "_" report "${folder}")
  list(APPEND folders "${folder}")
  set(suites_of_${report} "${suites_of_${report}}${name}.*:")
endforeach()
list(REMOVE_DUPLICATES folders)
foreach(folder IN LISTS folders)
  string(REPLACE "/" "_" report "${folder}")
  add_test("${folder}" ${PROGRAM} "--gtest_filter=${suites_of_${report}}" "--gtest_output=xml:${CASES}/${report}.xml")
  set_tests_properties("${folder}" PROPERTIES TIMEOUT 1200 COST 50)
endforeach()
