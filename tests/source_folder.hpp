// The root of the repository, where tests find packs, data and documents.
#pragma once

#include <string>

std::string source_folder(); // main.cpp: the only file that is compiled with the path
