/** What Trivy Operator and Clair report, in words: what was not seen of it is said, with what would show it. */
import type { ClairView, OperatorView } from "../../../contracts/vulnerabilities.ts";
import { reasonWords } from "../../../core/inventory/gap-words.ts";
import type { ClairRow } from "../../database/supply-chain/clair-looks.ts";
import type { OperatorRow } from "../../database/supply-chain/operator-reports.ts";

export function operatorView(row: OperatorRow): OperatorView {
  const { clusterId, cluster, at, counts } = row;
  const { oldest, newest, versions, ...numbers } = counts ?? none;
  return {
    ...{ clusterId, cluster, waits: row.waits, ...stateOf(row), ...numbers, versions: [...versions] },
    ...(at && { at: at.toISOString() }),
    ...(oldest && { oldest: oldest.toISOString() }),
    ...(newest && { newest: newest.toISOString() }),
  };
}

export function clairView({ lookedAt, failure, ...counts }: ClairRow): ClairView {
  return {
    ...counts,
    ...(lookedAt !== null && { lookedAt: lookedAt.toISOString() }),
    ...(failure !== null && { failure }),
  };
}

const none = { reports: 0, images: 0, undigested: 0, older: 0, elsewhere: 0, oldest: null, newest: null, versions: [] };

function stateOf({ at, live, looks, counts }: OperatorRow): Pick<OperatorView, "state" | "detail" | "remedy"> {
  if (at === undefined) return { state: "unseen", detail: "The cluster was not scanned yet.", remedy: "Scan it." };
  if (looks.length === 0)
    return { state: "unseen", detail: "The newest scan is from before reports were read.", remedy: "Scan again." };
  if (looks.every(({ state }) => state === "absent")) return { state: "absent" };
  if (!live && counts !== undefined) return { state: "partial", detail: inFile, remedy: uploadThem };
  const gaps = looks.flatMap((look) => look.gaps);
  const [first] = gaps;
  if (first === undefined) return { state: "seen" };
  const reasons = [...new Set(gaps.map(({ reason }) => reasonWords(reason)))].join("; ");
  const refused = gaps.some(({ reason }) => reason === "forbidden");
  return {
    state: looks.some(({ state }) => state === "complete" || state === "partial") ? "partial" : "unseen",
    detail: `Of the reports some were not seen: ${reasons}.`,
    remedy: refused ? "Apply the reader's role again: it lists these reports since this version." : "Scan again.",
  };
}

const inFile = "A snapshot says which reports there are, and not what they say.";
const uploadThem = "Upload the reports as kubectl prints them, or register the cluster.";
