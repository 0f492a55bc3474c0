/** The network of a cluster as a file: what enforces policies, namespaces, which of them reach which, and what is open to the outside. */
import type { NetworkView } from "../../contracts/network.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf, notSeenLines } from "./frame.ts";
import { jsonObject } from "./json.ts";

export interface NetworkContent extends FrameContent {
  readonly posture: NetworkView;
}

interface Line {
  /** plugin, namespace, reach, exposure, gap or coverage */
  readonly record: string;
  readonly namespace?: string;
  readonly to?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly state?: string | undefined;
  readonly workloads?: number;
  readonly open_ingress?: number;
  readonly open_egress?: number;
  readonly metadata?: number;
  readonly internet?: number;
  readonly policies?: number;
  readonly note?: string;
}

const columns: Columns<Line> = {
  record: ({ record }) => record,
  namespace: ({ namespace }) => namespace,
  to: ({ to }) => to,
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  state: ({ state }) => state,
  workloads: ({ workloads }) => workloads,
  open_ingress: (line) => line.open_ingress,
  open_egress: (line) => line.open_egress,
  metadata: ({ metadata }) => metadata,
  internet: ({ internet }) => internet,
  policies: ({ policies }) => policies,
  note: ({ note }) => note,
};

const words: Readonly<Record<string, string>> = { a: "all", s: "some", n: "none", u: "not known", e: "nothing runs" };

/** @returns the table: a record for the plugin, each namespace, each pair of namespaces and each way in; what was not seen last. */
export async function* networkCsv({ posture }: NetworkContent): AsyncGenerator<string, void> {
  const { plugin, namespaces, matrix, exposures, gaps } = posture;
  yield csvHead(columns);
  yield csvRows(columns, [pluginLine(plugin)]);
  yield csvRows(columns, namespaces.map(namespaceLine));
  for (const [from, { name: namespace }] of namespaces.entries()) {
    const row = matrix[from] ?? "";
    yield csvRows<Line>(
      columns,
      namespaces.map(({ name: to }, place) => ({ record: "reach", namespace, to, ...reachOf(row[place] ?? "u") })),
    );
  }
  yield csvRows<Line>(
    columns,
    exposures.map(({ kind, namespace, name, by, at, reach, tls }) => ({
      ...{ record: "exposure", kind, namespace, name, state: reach },
      note: `${by} at ${at.join(" ")}${tls === undefined ? "" : `; TLS for ${tls}`}`,
    })),
  );
  yield csvRows<Line>(columns, notSeenLines(gaps, isWhole(posture), "more may run, and reach more, than was seen"));
}

const enforcements: Readonly<Record<NonNullable<NetworkView["plugin"]>["enforcement"], string>> = {
  enforces: "enforces policies",
  partly: "enforces policies in part",
  not: "does not enforce policies",
  unknown: "not known whether it enforces policies",
};

/** Who is said to be reached by nobody is so where the policies are enforced. */
function pluginLine(plugin: NetworkView["plugin"]): Line {
  if (plugin === undefined) return { record: "plugin", state: "not seen" };
  const { name, enforcement, doubt } = plugin;
  return { record: "plugin", name, state: enforcements[enforcement], ...(doubt !== undefined && { note: doubt }) };
}

function isWhole({ namespaces, matrix, gaps }: NetworkView): boolean {
  return gaps.length === 0 && namespaces.every(isKnown) && !matrix.some((row) => /[uAS]/.test(row));
}

function isKnown({ complete, unknown }: NetworkView["namespaces"][number]): boolean {
  return complete && unknown === 0;
}

function reachOf(sign: string): Pick<Line, "state" | "note"> {
  const small = sign.toLowerCase();
  return { state: words[small] ?? "not known", ...(small !== sign && { note: "of some pods it is not known" }) };
}

function namespaceLine(row: NetworkView["namespaces"][number]): Line {
  return {
    ...{ record: "namespace", namespace: row.name, workloads: row.workloads, policies: row.policies },
    ...{ open_ingress: row.openIngress, open_egress: row.openEgress, metadata: row.metadata, internet: row.internet },
    state: isKnown(row) ? "known" : "not all known",
  };
}

/** @returns one object: the posture as the API gives it. */
export function networkJson({ posture, ...content }: NetworkContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("network", content), ...Object.entries(posture)]);
}
