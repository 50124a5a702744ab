// The main function of every test program.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "source_folder.hpp"

#include <doctest/doctest.h>

std::string source_folder() { return JINGZHUN_SOURCE; }
