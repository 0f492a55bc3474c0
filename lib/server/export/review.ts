/** An access review as evidence: whom it was about, what each could do, what was decided by whom and when, and what was not seen. */
import type { AccessReview, ReviewedSubject } from "../../contracts/access/reviews.ts";
import { formatGap } from "../../core/inventory/gap-words.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { jsonObject, type Part } from "./json.ts";

export interface ReviewContent {
  readonly exportedAt: string;
  readonly version: string;
  readonly review: AccessReview;
  readonly batches: AsyncIterable<readonly ReviewedSubject[]>;
}

interface Line {
  /** subject, departed, gap or signOff */
  readonly record: string;
  readonly cluster?: string;
  readonly subject?: ReviewedSubject["subject"];
  readonly reviewed?: ReviewedSubject;
  readonly note?: string | undefined;
  readonly by?: string | undefined;
  readonly at?: string | undefined;
}

const columns: Columns<Line> = {
  record: ({ record }) => record,
  cluster: ({ cluster, reviewed }) => reviewed?.cluster ?? cluster,
  subject_kind: ({ subject }) => subject?.kind,
  subject_namespace: ({ subject }) => subject?.namespace,
  subject: ({ subject }) => subject?.name,
  may: ({ reviewed }) => reviewed?.sentence,
  dangerous: ({ reviewed }) => reviewed?.dangers.map(({ id }) => id).join(" "),
  bindings: ({ reviewed }) => reviewed?.grantCount,
  assessed: ({ reviewed }) => reviewed && (reviewed.notAssessed ? "not in full" : "in full"),
  decision: ({ reviewed }) => reviewed && (reviewed.decision ?? "undecided"),
  note: ({ reviewed, note }) => reviewed?.note ?? note,
  decided_by: ({ reviewed, by }) => reviewed?.decidedBy ?? by,
  decided_at: ({ reviewed, at }) => reviewed?.decidedAt ?? at,
  last_decision: ({ reviewed }) => reviewed?.previous?.decision,
  last_decided_by: ({ reviewed }) => reviewed?.previous?.decidedBy,
  last_decided_at: ({ reviewed }) => reviewed?.previous?.decidedAt,
  carried_out: ({ reviewed }) => reviewed?.previous?.carriedOut?.state,
  gained_since: ({ reviewed }) => gainedWords(reviewed?.gained),
  new_since: ({ reviewed }) => reviewed?.isNew,
};

function gainedWords(gained: ReviewedSubject["gained"]): string | undefined {
  if (gained === undefined) return undefined;
  const roles = gained.roles.map((role) => `other rules in ${role}`);
  return [...gained.bindings, ...roles, ...gained.dangers.map(({ may }) => `may ${may}`)].join("; ");
}

/** @returns the table; what was not seen and the sign-off stand in its last records. */
export async function* reviewCsv({ review, batches }: ReviewContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for await (const items of batches)
    yield csvRows(
      columns,
      items.map((reviewed) => ({ record: "subject", subject: reviewed.subject, reviewed })),
    );
  const departed = review.places.flatMap(({ cluster, departed: gone }) =>
    gone.map(({ subject, carriedOut, decidedBy: by, decidedAt: at }): Line => {
      const note = `Decided to be removed before: ${carriedOut.state}, ${carriedOut.left} of ${carriedOut.of} bindings left`;
      return { record: "departed", cluster, subject, note, by, at };
    }),
  );
  const gaps = review.places.flatMap(({ cluster, gaps: missing }) =>
    missing.map((gap): Line => ({ record: "gap", cluster, note: `Not seen: ${formatGap(gap)}` })),
  );
  yield csvRows(columns, [...departed, ...gaps, signOffLine(review)]);
}

function signOffLine({ signedOff, progress }: AccessReview): Line {
  const { subjects, decided, notAssessed } = progress;
  const counts = `${decided} of ${subjects} subjects decided; ${notAssessed} not assessed in full`;
  if (signedOff === undefined) return { record: "signOff", note: `Not signed off: ${counts}` };
  const said = signedOff.note === undefined ? "" : `: ${signedOff.note}`;
  return { record: "signOff", note: `Signed off: ${counts}${said}`, by: signedOff.by, at: signedOff.at };
}

/** @returns the review as the API shows it, with its subjects. */
export function reviewJson({ exportedAt, version, review, batches }: ReviewContent): AsyncGenerator<string, void> {
  const { mine: _mine, ...open } = review;
  const parts: Part[] = [
    ["kind", "review"],
    ["schema", "drydock/v1"],
    ["exportedAt", exportedAt],
    ["drydock", version],
    ["review", open],
    ["subjects", batches],
  ];
  return jsonObject(parts);
}
