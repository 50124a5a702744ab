// The steps, and where the fault strikes.
#include "durable/script.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "register/records.hpp"
#include "register/verify.hpp"

#include <cassert>
#include <cerrno>
#include <csignal>

namespace durable {
namespace {

using namespace jingzhun;

bool takes_space(Seen const &seen) {
    return seen.call == Call::write || seen.call == Call::make_folder ||
           (seen.call == Call::open && seen.made);
}

class Striking {
  public:
    Striking(Fault fault, int nth) : fault_(fault), nth_(nth) {}

    Verdict at(Seen const &seen) {
        if (healed) return {};
        if ((fault_ == Fault::no_space || fault_ == Fault::full) && !takes_space(seen)) return {};
        if (fault_ == Fault::short_write && (seen.call != Call::write || seen.bytes.size() < 2))
            return {};
        ++count_;
        if (count_ < nth_ || (count_ > nth_ && fault_ != Fault::full)) return {};
        if (count_ == nth_) call = std::string(to_string(seen.call)) + " of " + seen.path;
        if (fault_ == Fault::kill) ::raise(SIGKILL);
        if (fault_ == Fault::io_error) return {EIO};
        if (fault_ == Fault::short_write) return {0, seen.bytes.size() / 2};
        return {ENOSPC};
    }

    std::string call;    // "": it has not struck yet
    bool healed = false; // space has returned

  private:
    Fault fault_;
    int nth_, count_ = 0;
};

struct Script {
    std::string folder;
    Load load{folder + "/county.db"};
    std::function<void(Acknowledged const &)> told;
    Ran ran;

    void step(std::function<void()> const &take) {
        try {
            if (!load.is_open()) load.open({.checkpoint_pages = 6});
            take();
        } catch (base::Error const &error) {
            ran.codes.push_back(error.code());
        }
    }
    void reopen() {
        load.close();
        step([] {});
    }
    void read() {
        auto const errors = ran.codes.size();
        auto const there = load.is_open();
        step([&] {
            registry::read_record(load.database(), load.pack(),
                                  *load.pack().find_register("person"), load_county, "P8");
        });
        if (there && ran.codes.size() > errors) ++ran.reads_failed;
    }
    void verify() {
        step([&] {
            for (auto const &problem : registry::verify(load.database(), {}).problems)
                ran.codes.push_back("verify: " + problem.code);
        });
    }
    void keep(std::string const &name) {
        step([&] {
            base::write_file(folder + "/" + name, std::string(9000, 'k'));
            base::copy_file(folder + "/" + name, folder + "/copy of " + name);
            assert(base::read_file(folder + "/copy of " + name).size() == 9000);
        });
    }
    void write(int number) {
        step([&] { told(load.write(number)); });
    }

    // Forty steps; those that write number themselves, so that each kind of write comes up.
    void run(Striking &striking) {
        try {
            told(load.make());
        } catch (base::Error const &error) {
            ran.codes.push_back(error.code());
            return; // there is nothing to go on with
        }
        load.close();
        int number = 0;
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 8; ++i) write(++number);
            keep("kept" + std::to_string(round));
            read();
            if (round == 1) verify();
            if (round == 0) reopen();
        }
        read();
        striking.healed = true;
        for (int i = 0; i < 6; ++i) {
            auto const errors = ran.codes.size();
            write(++number);
            ran.told_in_the_end += ran.codes.size() == errors;
        }
        read();
    }
};

} // namespace

Ran run_script(std::string const &folder, Fault fault, int nth,
               std::function<void(Acknowledged const &)> const &told) {
    Striking striking(fault, nth);
    Script script{.folder = folder, .told = told, .ran = {}};
    {
        Watching const watching(
            {folder, [&](Seen const &seen) { return striking.at(seen); }, [](Seen const &) {}});
        script.run(striking);
    }
    script.load.close();
    script.ran.fired = !striking.call.empty();
    script.ran.call = striking.call;
    return script.ran;
}

} // namespace durable
