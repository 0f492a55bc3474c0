/** `npm run bench [-- scan|snapshot|api|share|schedules|export|changes|rbac|matrix|paths|packages|vulnerabilities|network|posture|upgrade|upgrade-fleet|helm|verify|supply-chain|audit-log]`: measures what has a budget, prints the figures and keeps them as JSON. */
import { mkdir, writeFile } from "node:fs/promises";
import { arch, cpus, platform, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { benchApi } from "./api.ts";
import { benchAuditLog } from "./audit-log.ts";
import { benchChanges } from "./changes.ts";
import { benchExport } from "./export.ts";
import { type Figure, formatFigure, isOver } from "./figure.ts";
import { benchHelm } from "./helm.ts";
import { benchMatrixScroll } from "./matrix-scroll.ts";
import { benchNetwork } from "./network.ts";
import { benchPackages } from "./packages.ts";
import { benchPaths } from "./paths.ts";
import { benchPosture } from "./posture.ts";
import { benchRbac } from "./rbac.ts";
import { benchScan } from "./scan.ts";
import { benchSchedules } from "./schedules.ts";
import { benchShare } from "./share.ts";
import { benchSnapshot } from "./snapshot.ts";
import { benchSupplyChain } from "./supply-chain.ts";
import { benchUpgrade } from "./upgrade.ts";
import { benchUpgradeFleet } from "./upgrade-fleet.ts";
import { benchVerify } from "./verify.ts";
import { benchVulnerabilities } from "./vulnerabilities.ts";

const say = (line: string) => process.stderr.write(`${line}\n`);
const benchmarks: Readonly<Record<string, (say: (line: string) => void) => Promise<Figure[]>>> = {
  scan: benchScan,
  snapshot: benchSnapshot,
  api: benchApi,
  export: benchExport,
  share: benchShare,
  schedules: benchSchedules,
  changes: benchChanges,
  rbac: benchRbac,
  matrix: benchMatrixScroll,
  paths: benchPaths,
  packages: benchPackages,
  vulnerabilities: benchVulnerabilities,
  network: benchNetwork,
  posture: benchPosture,
  upgrade: benchUpgrade,
  "upgrade-fleet": benchUpgradeFleet,
  helm: benchHelm,
  verify: benchVerify,
  "supply-chain": benchSupplyChain,
  "audit-log": benchAuditLog,
};

process.exitCode = await run(process.argv.slice(2));

/** @returns 0 when every figure is within its budget, 1 when one is not, 2 when it was asked for something else. */
async function run(asked: readonly string[]): Promise<number> {
  const unknown = asked.filter((name) => !Object.hasOwn(benchmarks, name));
  if (unknown.length > 0) {
    say(`There is no benchmark ${unknown.join(", ")}. There are: ${Object.keys(benchmarks).join(", ")}.`);
    return 2;
  }
  let over = false;
  for (const [name, bench] of Object.entries(benchmarks)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const figures = await bench(say);
    process.stdout.write(`\n${name}\n${figures.map((figure) => `  ${formatFigure(figure)}\n`).join("")}`);
    await keep(name, figures);
    over ||= figures.some(isOver);
  }
  return over ? 1 : 0;
}

async function keep(name: string, figures: readonly Figure[]): Promise<void> {
  const folder = fileURLToPath(new URL("./results/", import.meta.url));
  await mkdir(folder, { recursive: true });
  const machine = { platform: platform(), arch: arch(), processors: cpus().length, memory: totalmem(), node: process.version };
  const result = { name, at: new Date().toISOString(), machine, figures };
  await writeFile(`${folder}${name}.json`, `${JSON.stringify(result, undefined, 2)}\n`);
}
