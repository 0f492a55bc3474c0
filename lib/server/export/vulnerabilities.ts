/** The vulnerabilities and the packages of what runs as files; what no document is about is said last. */
import type { DocumentCoverage, RunningPackage, RunningVulnerability } from "../../contracts/vulnerabilities.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf, notSeenLines } from "./frame.ts";
import { jsonObject } from "./json.ts";

export interface CoveredContent<T> extends FrameContent {
  readonly coverage: DocumentCoverage;
  readonly batches: AsyncIterable<readonly T[]>;
}

interface Line<T> {
  /** vulnerability, package or coverage */
  readonly record: string;
  readonly one?: T;
  readonly note?: string;
}

const vulnerabilityColumns: Columns<Line<RunningVulnerability>> = {
  record: ({ record }) => record,
  vulnerability: ({ one }) => one?.id,
  severity: ({ one }) => one?.severity,
  title: ({ one }) => one?.title,
  open: ({ one }) => one?.open,
  exploited: ({ one }) => one?.exploited,
  epss: ({ one }) => one?.epss,
  fixable: ({ one }) => one?.fixable,
  witnesses: ({ one }) => one?.tools.join("; "),
  witnesses_differ: ({ one }) => one?.differs,
  packages: ({ one }) => one?.packages.join(" "),
  package_count: ({ one }) => one?.packageCount,
  images: ({ one }) => one?.images,
  containers: ({ one }) => one?.containers,
  clusters: ({ one }) => one?.clusters,
  note: ({ note }) => note,
};

const packageColumns: Columns<Line<RunningPackage>> = {
  record: ({ record }) => record,
  package: ({ one }) => one?.name,
  version: ({ one }) => one?.version,
  type: ({ one }) => one?.type,
  key: ({ one }) => one?.key,
  images: ({ one }) => one?.images,
  images_proved: ({ one }) => one?.proved,
  containers: ({ one }) => one?.containers,
  clusters: ({ one }) => one?.clusters,
  note: ({ note }) => note,
};

/** @returns the table, in the order of the page. */
export function vulnerabilitiesCsv(content: CoveredContent<RunningVulnerability>): AsyncGenerator<string, void> {
  return table(vulnerabilityColumns, "vulnerability", content, "report");
}

/** @returns the table, by name and version. */
export function packagesCsv(content: CoveredContent<RunningPackage>): AsyncGenerator<string, void> {
  return table(packageColumns, "package", content, "bill of materials");
}

/** @returns one object with a list of vulnerabilities. */
export function vulnerabilitiesJson({ batches, coverage, ...content }: CoveredContent<RunningVulnerability>) {
  return jsonObject([...headOf("vulnerabilities", content), ["coverage", coverage], ["vulnerabilities", batches]]);
}

/** @returns one object with a list of packages. */
export function packagesJson({ batches, coverage, ...content }: CoveredContent<RunningPackage>) {
  return jsonObject([...headOf("packages", content), ["coverage", coverage], ["packages", batches]]);
}

async function* table<T>(
  columns: Columns<Line<T>>,
  record: string,
  { batches, coverage }: CoveredContent<T>,
  kind: string,
): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for await (const list of batches)
    yield csvRows(
      columns,
      list.map((one): Line<T> => ({ record, one })),
    );
  const { images, known, unnamed } = coverage;
  const more = [
    `${images - known} of ${images} images that run have no ${kind} that is vouched for`,
    ...(unnamed === 0 ? [] : [`${unnamed} ${unnamed === 1 ? "container says" : "containers say"} no digest`]),
  ];
  yield csvRows<Line<T>>(columns, notSeenLines([], images > 0 && known === images && unnamed === 0, more.join(", and ")));
}
