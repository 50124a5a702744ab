// How long pages and lists take, and what a request costs the processor.
//   node bench/serve.mjs URL PID [SECONDS]    URL, PID: of a jingzhun serve on a store without accounts, or with
//                                             ACCOUNT and PASSWORD in the environment
// Each address is asked for one after another over one connection for some seconds; printed are the requests, the
// median and the 95th percentile of the wall clock in milliseconds, and the server's processor time a request in
// microseconds (its user and system time from /proc, idle or not: nothing else should use the server meanwhile).
// From this machine the server believes X-Forwarded-For; one name an address keeps within the rate of one caller.
import { Agent, request } from "node:http";
import { readFileSync } from "node:fs";

const [url, pid, seconds = "3"] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const cookies = {};
let caller = 0;

function ask(path, { method = "GET", body = undefined, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const from = `127.${(caller >> 16) & 255}.${(caller >> 8) & 255}.${caller & 255}`;
    const sent = request(url + path, {
      agent,
      method,
      headers: { "X-Forwarded-For": from, ...cookies, ...headers },
    });
    sent.on("error", reject);
    sent.on("response", (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    });
    sent.end(body);
  });
}

const ticks = 100; // of a second, what /proc counts in
function processorSeconds() {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .split(") ")[1]
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

async function measure(name, path) {
  for (let i = 0; i < 3; i += 1) await ask(path);
  const times = [];
  const before = processorSeconds();
  const end = performance.now() + Number(seconds) * 1000;
  while (performance.now() < end) {
    if (times.length % 100 === 0) caller += 1;
    const begun = performance.now();
    const answer = await ask(path);
    times.push(performance.now() - begun);
    if (answer.status !== 200)
      throw new Error(`${path}: ${answer.status} ${answer.body}`);
  }
  const spent = processorSeconds() - before;
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)].toFixed(2);
  console.log(
    [
      name.padEnd(34),
      String(times.length).padStart(7),
      at(0.5).padStart(9),
      at(0.95).padStart(9),
      ((spent / times.length) * 1e6).toFixed(0).padStart(9),
    ].join(" "),
  );
}

if (process.env.ACCOUNT !== undefined) {
  const answer = await ask("/api/session", {
    method: "POST",
    body: JSON.stringify({
      account: process.env.ACCOUNT,
      password: process.env.PASSWORD,
    }),
    headers: { "Content-Type": "application/json" },
  });
  cookies.Cookie = answer.headers["set-cookie"]?.[0].split(";")[0];
}
const read = async (path) => JSON.parse((await ask(path)).body.toString());
const summary = await read("/api/summary");
const household = (await read("/api/households?limit=1")).items[0];
const township = summary.townships.find((one) => one.households > 0).area;
console.log(
  `${summary.totals.households} households, ${summary.findings.open} open findings`,
);
console.log(
  [
    "address".padEnd(34),
    "asked".padStart(7),
    "p50 ms".padStart(9),
    "p95 ms".padStart(9),
    "cpu µs".padStart(9),
  ].join(" "),
);
for (const [name, path] of [
  ["session", "/api/session"],
  ["is it serving", "/api/health"],
  ["first page", "/api/summary"],
  ["findings", "/api/findings?limit=50"],
  ["findings of a township", `/api/findings?limit=50&area=${township}`],
  ["households", "/api/households?limit=50"],
  [
    "households by name",
    `/api/households?limit=50&q=${encodeURIComponent(household.head)}`,
  ],
  ["persons", "/api/records/person?limit=50"],
  [
    "persons of a township, sorted",
    `/api/records/person?limit=50&area=${township}&sort=-name`,
  ],
  ["household file", `/api/households/${encodeURIComponent(household.key)}`],
  ["what if", "/api/what-if?by=township&set=line%5Bpurpose%3Dexit%5D%3D4500"],
])
  await measure(name, path);
agent.destroy();
