# What CPack makes the .deb of. The caller adds CPACK_PACKAGE_VERSION, CPACK_DEBIAN_PACKAGE_ARCHITECTURE and
# CPACK_INSTALLED_DIRECTORIES, and the date in SOURCE_DATE_EPOCH.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME connect-ops-review)
set(CPACK_PACKAGE_CONTACT "connect-ops-review maintainers <maintainers@connect-ops-review.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "operational review of Amazon Connect contact centres")
set(CPACK_PACKAGE_DESCRIPTION
    "Finds what is about to break in an Amazon Connect instance, says what to do\nabout it, and remembers what it found: quotas, metrics, phone numbers, flows,\nthrottling and flow logs. It changes nothing in the instance.\n.\nThe program brings all its libraries; its licences directory names them.")
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates) # none: the bundle may be named by AWS_CA_BUNDLE
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_PACKAGE_FILE_NAME connect-ops-review) # the directory that it works in
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_INSTALL_CMAKE_PROJECTS "")
