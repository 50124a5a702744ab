// A `jingzhun serve` of the built program, and its answers.
#pragma once

#include "app/program.hpp"

#include <string>

namespace durable {

class Server {
  public:
    // Returns when it listens. Requires: it will.
    explicit Server(std::string const &store)
        : Server(jingzhun::testing::Arguments{"serve", store}) {}
    // Another command that listens: what stands before --listen.
    explicit Server(jingzhun::testing::Arguments const &command);
    ~Server(); // killed, if it still runs
    Server(Server const &) = delete;
    Server &operator=(Server const &) = delete;

    struct Answer {
        int status = 0; // 0: no answer
        std::string body;
    };
    Answer get(std::string const &path) const;
    void kill();
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  private:
    jingzhun::testing::Folder folder_;
    int process_ = 0;
    int port_ = 0;
};

} // namespace durable
