// Started on any free port; asked over a plain socket.
#include "durable/server.hpp"

#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace durable {
namespace {

// The port in {"listening":"http://127.0.0.1:34567"}.
int port_in(std::string const &line) {
    auto const colon = line.rfind(':');
    if (colon == std::string::npos || line.find('}') == std::string::npos) return 0;
    return std::atoi(line.c_str() + colon + 1);
}

} // namespace

Server::Server(jingzhun::testing::Arguments const &command) {
    auto const out = folder_ / "out";
    process_ = ::fork();
    if (process_ == 0) {
        ::setenv("JINGZHUN_HOME", source_folder().c_str(), 1);
        auto const file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(file, 1);
        std::vector<char const *> line = {JINGZHUN_PROGRAM};
        for (auto const &word : command) line.push_back(word.c_str());
        line.insert(line.end(), {"--listen", "127.0.0.1:0", "--json", nullptr});
        ::execv(JINGZHUN_PROGRAM, const_cast<char **>(line.data()));
        ::_exit(127);
    }
    for (int i = 0; i < 3000 && port_ == 0; ++i) {
        ::usleep(20000);
        port_ = port_in(jingzhun::testing::read_bytes(out));
    }
    REQUIRE(port_ != 0);
}

Server::~Server() { kill(); }

void Server::kill() {
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
}

Server::Answer Server::get(std::string const &path) const {
    auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto const request =
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    std::string text;
    if (::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
        ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
        char piece[4096];
        for (ssize_t count = 0; (count = ::recv(socket, piece, sizeof piece, 0)) > 0;)
            text.append(piece, static_cast<std::size_t>(count));
    }
    ::close(socket);
    auto const end = text.find("\r\n\r\n");
    if (!text.starts_with("HTTP/1.1 ") || end == std::string::npos) return {};
    return {std::atoi(text.c_str() + 9), text.substr(end + 4)};
}

} // namespace durable
