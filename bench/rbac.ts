/** RBAC at the size of a large company's cluster, and at ten times that: what each answer costs, and how its cost grows. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadBig } from "#test/kube/load-big.ts";
import { type Kube, startKube } from "#test/kube/server.ts";
import { childJson } from "./child-json.ts";
import { type Figure, median } from "./figure.ts";
import type { IndexMemory } from "./index-memory.ts";
import type { RawReading } from "./raw-reading.ts";
import type { RbacAnswer, RbacCosts } from "./rbac-costs.ts";
import { wholeCommand } from "./whole-command.ts";
import { withDatabase } from "./with-database.ts";

/** How much larger the other cluster is, with which the growth of each answer is shown. */
const larger = 10;

/** What each answer may cost at the size of a large company's cluster, in milliseconds. */
const budgets: Readonly<Record<RbacAnswer, { readonly name: string; readonly budget?: number }>> = {
  index: { name: "Index from the stored inventory", budget: 500 },
  whoCan: { name: "Who can, everywhere", budget: 10 },
  list: { name: "One subject's full list", budget: 20 },
  firstScreen: { name: "The matrix's first screen", budget: 100 },
  firstEver: { name: "  in a server that has answered nothing yet" },
  resources: { name: "  turned: the first resources" },
  namespaces: { name: "  turned: all namespaces by capability" },
  removal: { name: "What to take away from a cell" },
  difference: { name: "Difference of two such clusters", budget: 2_000 },
  paths: { name: "Escalation paths of all subjects", budget: 5_000 },
};

const mostMegabytes = 150;
const timesRawReading = 3;

/** @returns each cost beside its budget, and what ten times as many objects cost. */
export async function benchRbac(say: (line: string) => void): Promise<Figure[]> {
  const [normal, large] = await withDatabase(say, async ({ url }) => {
    const environment = { BENCH_DATABASE: url };
    const costs = async (times: number): Promise<Measured> => {
      say(`measuring ${times === 1 ? "a large company's RBAC" : `${times} times as much`}`);
      const answered = await childJson<RbacCosts>({ file: "./rbac-costs.ts", args: [`${times}`], environment });
      const index = await childJson<IndexMemory>({ file: "./index-memory.ts", args: [answered.scanId], environment });
      const milliseconds = { ...answered.milliseconds, index: index.milliseconds };
      return { ...answered, milliseconds, indexMegabytes: index.megabytes };
    };
    return [await costs(1), await costs(larger)] as const;
  });
  return [...figuresOf(normal, large), ...(await liveFigures(say))];
}

interface Measured extends RbacCosts {
  readonly indexMegabytes: number;
}

function figuresOf(normal: Measured, large: Measured): Figure[] {
  const rows = (Object.keys(budgets) as RbacAnswer[]).flatMap((key): Figure[] => {
    const { name, ...limit } = budgets[key];
    const [value, more] = [normal.milliseconds[key], large.milliseconds[key]];
    return [
      { name, value, unit: "ms", ...limit },
      { name: `  at ${larger} times the size`, value: more, unit: "ms" },
      { name: "  which grows by", value: more / value, unit: "x" },
    ];
  });
  return [
    { name: "Roles and bindings", value: normal.objects, unit: "" },
    { name: "Subjects", value: normal.subjects, unit: "" },
    { name: "Memory of the index and what it is read from", value: normal.indexMegabytes, unit: "MB", budget: mostMegabytes },
    { name: `  at ${larger} times the size`, value: large.indexMegabytes, unit: "MB" },
    ...rows,
  ];
}

const rounds = 5;

/** The command against a live API server, in times of reading the four lists and nothing more. */
async function liveFigures(say: (line: string) => void): Promise<Figure[]> {
  const kube = await startKube();
  const folder = await mkdtemp(join(tmpdir(), "drydock-bench-"));
  try {
    await loadBig(kube, { say, pods: 0 });
    const raw: number[] = [];
    const asked: number[] = [];
    for (let round = 0; round < rounds; round++) {
      raw.push((await readFour(kube)).milliseconds);
      const whole = await wholeCommand(["who-can", "get", "secrets", "-A", "--kubeconfig", kube.kubeconfigPath], folder);
      asked.push(whole - (await wholeCommand(["--version"], folder)));
    }
    const [reading, command] = [median(raw), median(asked)];
    return [
      { name: "Raw reading of the four lists", value: reading, unit: "ms" },
      { name: "drydock who-can get secrets -A, beyond --version", value: command, unit: "ms" },
      { name: "  in raw readings", value: command / reading, unit: "x", budget: timesRawReading },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
    await kube.stop();
  }
}

function readFour(kube: Kube): Promise<RawReading> {
  const environment = {
    BENCH_SERVER: kube.server,
    BENCH_CA: Buffer.from(kube.caData, "base64").toString("utf8"),
    BENCH_TOKEN: kube.adminToken,
    BENCH_LISTS_AT_ONCE: "1",
    BENCH_GROUP: "rbac.authorization.k8s.io",
  };
  return childJson<RawReading>({ file: "./raw-reading.ts", environment });
}
