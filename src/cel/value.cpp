// Values as people read them.
#include "cel/value.hpp"

#include "cel/moment.hpp"
#include "cel/written.hpp"

#include <iterator>

namespace jingzhun::cel {
namespace {

constexpr std::size_t shown_max = 2000; // bytes; lists may share parts and be endless to read

void append(std::string &out, Value const &value, bool is_inside);

void append_items(std::string &out, List const &list) {
    for (std::size_t i = 0; i < list.size() && out.size() < shown_max; ++i) {
        if (i > 0) out += ", ";
        append(out, list[i], true);
    }
    if (out.size() >= shown_max) out += " …";
}

struct Writer {
    std::string &out;
    bool is_inside;

    void operator()(std::nullptr_t) const { out += "null"; }
    void operator()(bool truth) const { out += truth ? "true" : "false"; }
    void operator()(std::int64_t number) const { out += std::to_string(number); }
    void operator()(std::uint64_t number) const { out += std::to_string(number); }
    void operator()(double number) const { out += written(number); }
    void operator()(std::string const &text) const { out += is_inside ? "'" + text + "'" : text; }
    void operator()(Bytes const &bytes) const { out += "0x" + written_hex(bytes.data); }
    void operator()(Timestamp const &timestamp) const { out += to_string(timestamp); }
    void operator()(Duration const &duration) const { out += to_string(duration); }
    void operator()(TypeName const &type) const { out += type.name; }
    void operator()(std::shared_ptr<List const> const &list) const {
        out += '[';
        append_items(out, *list);
        out += ']';
    }
    void operator()(std::shared_ptr<Map const> const &map) const {
        out += '{';
        for (auto const &[key, value] : *map) {
            if (&key != &map->front().first) out += ", ";
            if (out.size() >= shown_max) break;
            append(out, key, true);
            out += ": ";
            append(out, value, true);
        }
        out += out.size() >= shown_max ? " …}" : "}";
    }
    void operator()(base::Date date) const { out += base::to_string(date); }
    void operator()(base::Money money) const { out += base::to_string(money); }
    void operator()(base::Period const &period) const {
        out += period.name.empty() ? base::to_string(period.from) + "/" + base::to_string(period.to)
                                   : period.name;
    }
    void operator()(RecordReference record) const {
        out += "#" + std::to_string(record.table) + ":" + std::to_string(record.row);
    }
    void operator()(EvaluationError const &error) const {
        out += "错误 " + error.code + (error.detail.empty() ? "" : ": " + error.detail);
    }
    void operator()(Unknown const &) const { out += "未知"; }
    void operator()(MoneyRatio const &ratio) const { out += base::to_string(rounded(ratio)); }
    void operator()(PartialList const &list) const {
        out += '[';
        append_items(out, *list.known);
        out += list.known->empty() ? "未知]" : ", 未知]";
    }
};

void append(std::string &out, Value const &value, bool is_inside) {
    std::visit(Writer{out, is_inside}, value.data);
}

} // namespace

std::string to_string(Value const &value) {
    std::string out;
    append(out, value, false);
    return out;
}

} // namespace jingzhun::cel
