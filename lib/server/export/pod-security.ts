/** Pod Security as a file: namespaces by what they enforce and meet, and each workload that the tried level refuses. */
import type { PodSecurityView, RefusedWorkload } from "../../contracts/pod-security.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf, notSeenLines } from "./frame.ts";
import { jsonObject } from "./json.ts";

export interface PodSecurityContent extends FrameContent {
  readonly posture: PodSecurityView;
  readonly refused: readonly (RefusedWorkload & { readonly namespace: string })[];
  /** Refused workloads that are not in the file. */
  readonly leftOut: number;
}

interface Line {
  /** namespace, policy, violation, gap or coverage */
  readonly record: string;
  readonly namespace?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly enforces?: string | undefined;
  readonly meets?: string | undefined;
  readonly workloads?: number;
  readonly refused?: number;
  readonly check?: string;
  readonly note?: string;
}

const columns: Columns<Line> = {
  record: ({ record }) => record,
  namespace: ({ namespace }) => namespace,
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  enforces: ({ enforces }) => enforces,
  meets: ({ meets }) => meets,
  workloads: ({ workloads }) => workloads,
  refused: ({ refused }) => refused,
  check: ({ check }) => check,
  note: ({ note }) => note,
};

/** @returns the table: a record for each namespace, PodSecurityPolicy and violation; what was not seen last. */
export async function* podSecurityCsv({ posture, refused, leftOut }: PodSecurityContent): AsyncGenerator<string, void> {
  const { namespaces, legacyPolicies, gaps } = posture;
  yield csvHead(columns);
  yield csvRows(
    columns,
    namespaces.map(
      ({ name, labels, meets, workloads, refused: count, controls }): Line => ({
        ...{ record: "namespace", namespace: name, workloads, refused: count, note: controls.join(" ") },
        ...{ enforces: labels === undefined ? "not seen" : labels.enforce.level, meets: meets ?? "nothing runs" },
      }),
    ),
  );
  yield csvRows(
    columns,
    legacyPolicies.map(
      ({ name, level, excess }): Line => ({
        ...{ record: "policy", kind: "PodSecurityPolicy", name, meets: level ?? "not kept by this scan" },
        note: excess.map(({ beyond, field }) => `beyond ${beyond}: ${field}`).join("; "),
      }),
    ),
  );
  for (const workload of refused) yield csvRows(columns, linesOf(workload));
  const whole = gaps.length === 0 && leftOut === 0;
  const more = leftOut > 0 ? `${leftOut} refused workloads are left out` : "more may run than was seen";
  yield csvRows<Line>(columns, notSeenLines(gaps, whole, more));
}

function linesOf({ namespace, kind, name, meets, violations }: PodSecurityContent["refused"][number]): Line[] {
  return violations.map(({ check, reason, detail }) => ({
    ...{ record: "violation", namespace, kind, name, meets, check, note: detail === "" ? reason : `${reason} (${detail})` },
  }));
}

/** @returns one object: the posture as the API gives it, and the refused workloads with their patches. */
export function podSecurityJson({ posture, refused, leftOut, ...content }: PodSecurityContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("pod-security", content), ...Object.entries({ ...posture, refusedWorkloads: refused, leftOut })]);
}
