/** The matrix turned: a record for each resource and subject, or for each namespace and capability. */
import type { NamespaceMatrix, NamespaceRow, ResourceRow } from "../../contracts/access/pivots.ts";
import { type MatrixRow, matrixVerbs } from "../../contracts/access.ts";
import type { Gap } from "../../core/inventory/gap.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf, notSeenLines } from "./frame.ts";
import { jsonObject } from "./json.ts";
import { reachWord } from "./matrix.ts";

export interface ResourcesContent extends FrameContent {
  readonly gaps: readonly Gap[];
  readonly batches: AsyncIterable<readonly ResourceRow[]>;
}

export interface NamespacesContent extends FrameContent {
  readonly matrix: NamespaceMatrix;
}

type Group = ResourceRow["groups"][number];

interface ResourceLine {
  /** right, resource (on which nobody is known to hold anything), gap or coverage */
  readonly record: string;
  readonly row?: ResourceRow;
  readonly group?: Group;
  readonly subject?: MatrixRow["subject"];
  readonly note?: string;
}

const letterOf = (group: Group | undefined, place: number) => group?.reach[place] ?? "-";

const resourceColumns: Columns<ResourceLine> = {
  record: ({ record }) => record,
  group: ({ row }) => row?.group,
  resource: ({ row }) => row?.resource,
  subject_kind: ({ subject }) => subject?.kind,
  subject_namespace: ({ subject }) => subject?.namespace,
  subject: ({ subject }) => subject?.name,
  ...Object.fromEntries(
    matrixVerbs.map((verb, place) => [verb, ({ group }: ResourceLine) => group && reachWord(letterOf(group, place))]),
  ),
  dangerous: ({ group }) => group && matrixVerbs.filter((_verb, place) => /[A-Z]/.test(letterOf(group, place))).join(" "),
  note: ({ note }) => note,
};

/** @returns the table; what could not be read stands in its last records. */
export async function* resourcesCsv({ gaps, restsOn, batches }: ResourcesContent): AsyncGenerator<string, void> {
  yield csvHead(resourceColumns);
  for await (const rows of batches) yield csvRows(resourceColumns, rows.flatMap(linesOfResource));
  yield csvRows(resourceColumns, notSeenLines(gaps, restsOn.complete === true, "subjects may hold more"));
}

function linesOfResource(row: ResourceRow): ResourceLine[] {
  if (row.groups.length === 0) return [{ record: "resource", row }];
  return row.groups.flatMap((group) => group.first.map((subject) => ({ record: "right", row, group, subject })));
}

/** @returns one object; the rights on a resource are joined where they are equal. */
export function resourcesJson(content: ResourcesContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("matrix-resources", content), ["notSeen", content.gaps], ["resources", resourceViews(content)]]);
}

async function* resourceViews({ batches }: ResourcesContent) {
  for await (const rows of batches)
    yield rows.map(({ group, resource, namespaced, discovered, groups }) => ({
      ...{ group, resource, namespaced, discovered },
      rights: groups.map((one) => ({
        verbs: Object.fromEntries(matrixVerbs.map((verb, place) => [verb, reachWord(letterOf(one, place))])),
        subjects: one.first,
      })),
    }));
}

interface NamespaceLine {
  /** holders, gap or coverage */
  readonly record: string;
  readonly row?: NamespaceRow;
  readonly capability?: NamespaceMatrix["capabilities"][number];
  readonly cell?: { readonly full: number; readonly named: number };
  readonly note?: string;
}

const namespaceColumns: Columns<NamespaceLine> = {
  record: ({ record }) => record,
  place: ({ row }) => row && (row.namespace === undefined ? "cluster" : "namespace"),
  namespace: ({ row }) => row?.namespace,
  capability: ({ capability }) => capability?.id,
  may: ({ capability }) => capability?.may,
  subjects: ({ cell }) => cell?.full,
  subjects_by_name_only: ({ cell }) => cell?.named,
  complete: ({ row }) => row?.complete,
  note: ({ note }) => note,
};

/** @returns the table: first what holds in the whole cluster. Who holds it there is not counted again in each namespace. */
export async function* namespacesCsv({ matrix }: NamespacesContent): AsyncGenerator<string, void> {
  yield csvHead(namespaceColumns);
  for (const row of [matrix.everywhere, ...matrix.rows])
    yield csvRows(
      namespaceColumns,
      row.cells.flatMap((cell, place): NamespaceLine[] => {
        const capability = matrix.capabilities[place];
        return cell === null || capability === undefined ? [] : [{ record: "holders", row, capability, cell }];
      }),
    );
  yield csvRows(namespaceColumns, notSeenLines(matrix.gaps, matrix.complete, "there may be more holders"));
}

/** @returns one object; the cells of a row stand in the order of the capabilities, and are null where none can be held. */
export function namespacesJson(content: NamespacesContent): AsyncGenerator<string, void> {
  const { capabilities, everywhere, rows, gaps } = content.matrix;
  return jsonObject([
    ...headOf("matrix-namespaces", content),
    ["notSeen", gaps],
    ["capabilities", capabilities],
    ["everywhere", everywhere],
    ["namespaces", rows],
  ]);
}
