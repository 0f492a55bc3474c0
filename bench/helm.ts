/** 500 releases of Helm with ten revisions each, read by a process of its own: only the newest of each is fetched. */
import { type FakeObject, startFakeApiServer } from "#test/apiserver/fake-api-server.ts";
import { releaseSecret } from "#test/helm/release.ts";
import { childJson } from "./child-json.ts";
import type { Figure } from "./figure.ts";
import type { ReleasesRead } from "./read-releases.ts";

const releases = 500;
const revisions = 10;
const objectsOfRelease = 30;
const mostSeconds = 10;
const mostMegabytes = 256;

/** @returns what a look at them takes, in time and in memory of the process that looks. */
export async function benchHelm(say: (line: string) => void): Promise<Figure[]> {
  say(`Making ${releases} releases with ${revisions} revisions each`);
  const records = Array.from({ length: releases }, (_, index) => recordsOf(index)).flat();
  const server = await startFakeApiServer({
    resources: [
      { plural: "namespaces", kind: "Namespace", namespaced: false, objects: [] },
      { plural: "configmaps", kind: "ConfigMap", objects: [] },
      { plural: "secrets", kind: "Secret", objects: records },
    ],
  });
  try {
    say("Reading them");
    const environment = { BENCH_SERVER: server.url, BENCH_CA: server.ca };
    const read = await childJson<ReleasesRead>({ file: "./read-releases.ts", environment });
    const fetched = server.requests.filter(({ url }) => url.pathname.includes("/secrets/")).length;
    return [
      { name: "Releases that were read, in full", value: read.releases, unit: "", least: releases },
      { name: "Objects that they bring", value: read.documents, unit: "", least: releases * objectsOfRelease },
      { name: `Records that were fetched, of ${releases * revisions}`, value: fetched, unit: "", budget: releases },
      { name: "From the first request to the inventory", value: read.milliseconds / 1000, unit: "s", budget: mostSeconds },
      { name: "Memory of the process at most", value: read.peakMegabytes, unit: "MB", budget: mostMegabytes },
      { name: "  before it began to look", value: read.beforeMegabytes, unit: "MB" },
    ];
  } finally {
    await server.stop();
  }
}

/** Ten revisions differ in little more than their number. */
function recordsOf(index: number): FakeObject[] {
  const release = { namespace: `team-${index % 50}`, name: `app-${index}`, manifest: manifestOf(index), values: valuesOf(index) };
  const newest = releaseSecret({ ...release, revision: revisions });
  return Array.from({ length: revisions }, (_, past) => {
    const revision = past + 1;
    const name = `sh.helm.release.v1.app-${index}.v${revision}`;
    const status = revision === revisions ? "deployed" : "superseded";
    return {
      ...newest,
      metadata: { ...newest.metadata, name, uid: name, labels: { ...newest.metadata.labels, version: String(revision), status } },
    };
  });
}

function manifestOf(release: number): string {
  return Array.from({ length: objectsOfRelease }, (_, index) => {
    const head = `# Source: app/templates/part-${index}.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-${release}-${index}\n`;
    const variables = Array.from(
      { length: 30 },
      (_, at) => `        - name: VARIABLE_${at}\n          value: "value ${release * at}"\n`,
    );
    return `---\n${head}spec:\n  template:\n    spec:\n      containers:\n      - name: app\n        env:\n${variables.join("")}`;
  }).join("");
}

function valuesOf(release: number): object {
  return Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`setting${at}`, `value ${release * at}`]));
}
