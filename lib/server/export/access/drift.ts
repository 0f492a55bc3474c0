/** Roles of one name that differ between clusters: a record for each cluster and role; or bindings that one of them alone has. */
import { formatSubject, type SubjectRef } from "../../../core/rbac/subject.ts";
import { type Columns, csvHead, csvRows } from "../csv.ts";
import { type FrameContent, headOf } from "../frame.ts";
import { jsonObject } from "../json.ts";

export interface DriftedRole {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  /** Those that give the same stand together; the others are compared with the first. */
  readonly variants: readonly {
    readonly clusters: readonly string[];
    readonly isDefault: boolean;
    readonly more: readonly string[];
    readonly less: readonly string[];
  }[];
}

export interface LoneBinding {
  readonly cluster: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly role: string;
  readonly subjects: readonly SubjectRef[];
}

export interface DriftContent extends FrameContent {
  readonly clusters: readonly { readonly cluster: string; readonly complete: boolean }[];
  readonly roles: readonly DriftedRole[];
  readonly bindings: readonly LoneBinding[];
}

interface Line {
  /** role, binding, gap or coverage */
  readonly record: string;
  readonly of?: Pick<DriftedRole, "kind" | "namespace" | "name">;
  readonly cluster?: string;
  /** From 1 on; clusters with the same number give the same. */
  readonly variant?: number;
  readonly given?: DriftedRole["variants"][number];
  readonly binding?: LoneBinding;
  readonly note?: string;
}

const columns: Columns<Line> = {
  record: ({ record }) => record,
  kind: ({ of }) => of?.kind,
  namespace: ({ of }) => of?.namespace,
  name: ({ of }) => of?.name,
  cluster: ({ cluster }) => cluster,
  variant: ({ variant }) => variant,
  kubernetes_own: ({ given }) => given?.isDefault,
  more_than_first: ({ given }) => given?.more.join("; "),
  less_than_first: ({ given }) => given?.less.join("; "),
  role: ({ binding }) => binding?.role,
  subjects: ({ binding }) => binding?.subjects.map(formatSubject).join("; "),
  note: ({ note }) => note,
};

function linesOfRole({ variants, ...of }: DriftedRole): Line[] {
  return variants.flatMap((given, place) =>
    given.clusters.map((cluster) => ({ record: "role", of, cluster, variant: place + 1, given })),
  );
}

const batch = 200;

function* inBatches<T>(rows: readonly T[]): Generator<readonly T[], void> {
  for (let from = 0; from < rows.length; from += batch) yield rows.slice(from, from + batch);
}

/** @returns the table; clusters of which not everything was seen stand in its last records. */
export async function* driftCsv({ roles, bindings, clusters }: DriftContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for (const some of inBatches(roles)) yield csvRows(columns, some.flatMap(linesOfRole));
  for (const some of inBatches(bindings))
    yield csvRows(
      columns,
      some.map((binding): Line => ({ record: "binding", of: binding, cluster: binding.cluster, binding })),
    );
  const note = "Not all roles and bindings were seen: what is missing here is not told as missing";
  const unseen = clusters.flatMap(({ cluster, complete }): Line[] => (complete ? [] : [{ record: "gap", cluster, note }]));
  const coverage = unseen.length === 0 ? "complete" : "not complete: there may be more differences";
  yield csvRows(columns, [...unseen, { record: "coverage", note: coverage }]);
}

/** @returns one object with the clusters, and a list of roles or of bindings. */
export function driftJson(content: DriftContent): AsyncGenerator<string, void> {
  return jsonObject([
    ...headOf("drift", content),
    ["clusters", content.clusters],
    ["roles", listed(content.roles)],
    ["bindings", listed(content.bindings)],
  ]);
}

async function* listed<T>(rows: readonly T[]): AsyncGenerator<readonly T[], void> {
  yield* inBatches(rows);
}
