/**
 * Runs everything that has to hold: types, lint with the import rules, unit, database, real API server, browser.
 * Goes on after a failure, counts all of it once, and prints `N passed, N failed` as its last line.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";

interface Count {
  passed: number;
  failed: number;
}

interface Step {
  name: string;
  command: readonly string[];
  /** Reads the report that the command left; without one the step counts as a single test. */
  report?: () => Count;
}

const results = "test-results";

function readReport(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`${results}/${file}`, "utf8")) as Record<string, unknown>;
}

/** A file that could not even be loaded has no tests of its own, and counts as one failure. */
function vitestCount(file: string): Count {
  const { numPassedTests, numFailedTests, testResults } = readReport(file) as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: unknown[] }[];
  };
  const unloaded = testResults.filter((result) => result.status === "failed" && result.assertionResults.length === 0).length;
  return { passed: numPassedTests, failed: numFailedTests + unloaded };
}

function browserCount(): Count {
  const { stats, errors } = readReport("results.json") as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: unknown[];
  };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}

function vitest(project: string): Step {
  const file = `${project}.json`;
  const command = [
    "vitest",
    "run",
    "--project",
    project,
    "--no-color",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}/${file}`,
  ];
  return { name: project, command, report: () => vitestCount(file) };
}

const steps: readonly Step[] = [
  { name: "pages", command: ["next", "typegen"] },
  { name: "types", command: ["tsc", "--noEmit", "-p", "."] },
  { name: "lint and imports", command: ["biome", "check", "--error-on-warnings", "."] },
  vitest("unit"),
  vitest("db"),
  vitest("kube"),
  { name: "browser", command: ["playwright", "test"], report: browserCount },
];

/** @returns the exit code of a command whose output goes to ours. */
function run([program = "", ...args]: readonly string[]): Promise<number> {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
  const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"], env });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** A command that failed counts as a failure even where its report names none, or where it left no report. */
function countOf(step: Step, code: number): Count {
  const single = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  if (step.report === undefined) return single;
  try {
    const { passed, failed } = step.report();
    return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
  } catch (error) {
    console.error(`${step.name} left no report: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total: Count = { passed: 0, failed: 0 };
const summary: string[] = [];
for (const step of steps) {
  const began = Date.now();
  console.log(`\n== ${step.name}`);
  const { passed, failed } = countOf(step, await run(step.command));
  total.passed += passed;
  total.failed += failed;
  summary.push(
    `${step.name.padEnd(18)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${String(Math.round((Date.now() - began) / 1000)).padStart(5)} s`,
  );
}
console.log(`\n${summary.join("\n")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
