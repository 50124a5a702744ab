// Threads that write and their queues.
#include "demo/output.hpp"

#include "base/error.hpp"
#include "demo/table_file.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

namespace jingzhun::demo {
namespace {

constexpr std::size_t batches_waiting_max = 2;

bool of_survey(Table table) {
    return table == Table::household_survey || table == Table::member_survey;
}

} // namespace

void Batch::row(Table table, std::initializer_list<std::string_view> cells) {
    auto &text = texts_[static_cast<std::size_t>(table)];
    for (auto cell : cells) (text += cell) += '\t';
    text += '\n';
}

Batch Batch::take_survey() {
    Batch taken;
    for (auto table : {Table::household_survey, Table::member_survey})
        taken.texts_[static_cast<std::size_t>(table)].swap(texts_[static_cast<std::size_t>(table)]);
    return taken;
}

// One thread with its files. The survey's two sheets share a workbook and so a worker.
struct Output::Worker {
    Worker(std::string const &folder, bool surveys) {
        for (auto const &layout : layouts()) {
            if (of_survey(layout.table) != surveys || layout.table == Table::member_survey)
                continue;
            tables.push_back(layout.table);
            files.push_back(std::make_unique<TableFile>(layout, folder));
        }
        if (surveys) members = std::make_unique<Spool>(folder + "/入户核查表.tmp");
        thread = std::thread([this] { run(); });
    }
    ~Worker() {
        if (!thread.joinable()) return;
        push(std::nullopt);
        thread.join();
    }
    // Nothing ends the work.
    void push(std::optional<Batch> batch) {
        std::unique_lock lock(mutex);
        room.wait(lock, [&] { return queue.size() < batches_waiting_max; });
        queue.push_back(std::move(batch));
        work.notify_one();
    }
    std::optional<Batch> pop() {
        std::unique_lock lock(mutex);
        work.wait(lock, [&] { return !queue.empty(); });
        auto batch = std::move(queue.front());
        queue.pop_front();
        room.notify_one();
        return batch;
    }
    // After a failure the queue is still emptied, so that nobody waits for ever.
    void run() {
        for (;;) {
            auto const batch = pop();
            try {
                if (batch && !failure) write(*batch);
                if (!batch && complete && !failure) close();
            } catch (...) {
                failure = std::current_exception();
            }
            if (!batch) return;
        }
    }
    void write(Batch const &batch) {
        for (std::size_t at = 0; at < tables.size(); ++at) files[at]->rows(batch.text(tables[at]));
        if (members) members->add(batch.text(Table::member_survey));
    }
    void close() {
        if (members) {
            files.front()->next_sheet(layouts()[static_cast<std::size_t>(Table::member_survey)]);
            members->replay(*files.front());
        }
        for (auto &file : files) file->close();
    }

    std::vector<Table> tables;
    std::vector<std::unique_ptr<TableFile>> files;
    std::unique_ptr<Spool> members;
    std::mutex mutex;
    std::condition_variable work, room;
    std::deque<std::optional<Batch>> queue;
    bool complete = false;      // set before the end is pushed
    std::exception_ptr failure; // of the thread; read by others once it has ended
    std::thread thread;
};

Output::Output(std::string folder) : folder_(std::move(folder)) {
    for (bool surveys : {false, true})
        workers_.push_back(std::make_unique<Worker>(folder_, surveys));
}

Output::~Output() = default;

void Output::write(Batch batch) {
    workers_[1]->push(batch.take_survey());
    workers_[0]->push(std::move(batch));
}

std::vector<std::string> Output::finish() {
    for (auto &worker : workers_) {
        worker->complete = true;
        worker->push(std::nullopt);
    }
    for (auto &worker : workers_) worker->thread.join();
    for (auto &worker : workers_)
        if (worker->failure) std::rethrow_exception(worker->failure);
    std::vector<std::string> files;
    for (auto const &layout : layouts()) {
        auto file = folder_ + "/" + std::string(layout.file);
        if (std::ranges::find(files, file) == files.end()) files.push_back(std::move(file));
    }
    return files;
}

} // namespace jingzhun::demo
