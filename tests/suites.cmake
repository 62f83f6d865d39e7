# What CTest reads before it runs: one test a suite of the unit tests. A process a case spent more on its start than on the
# case, and most of the time under a sanitizer. Each suite writes its cases into a report, so that a failure names itself.
# Expects PROGRAM (a list: it may begin with an emulator) and CASES, the directory of the reports.
execute_process(COMMAND ${PROGRAM} --gtest_list_tests OUTPUT_VARIABLE listing RESULT_VARIABLE code TIMEOUT 120)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "the unit tests cannot be listed: ${code}")
endif()

# Its lines: "Suite." with a comment where it has parameters, and under each, indented, the names of its cases.
string(REGEX MATCHALL "(^|\n)[^ \n#]+\\." suites "${listing}")
list(TRANSFORM suites STRIP)
foreach(suite IN LISTS suites)
  string(REGEX REPLACE "\\.$" "" suite "${suite}")
  string(REPLACE "/" "_" report "${suite}")
  add_test("${suite}" ${PROGRAM} "--gtest_filter=${suite}.*" "--gtest_output=xml:${CASES}/${report}.xml")
  set_tests_properties("${suite}" PROPERTIES TIMEOUT 600)
endforeach()
