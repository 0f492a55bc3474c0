import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { AccessReview } from "#contracts/access/reviews.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox, Field, Input } from "../ui/field.tsx";
import { clock } from "../ui/time-format.ts";
import { visibleText } from "../ui/visible-text.ts";
import { dayAhead } from "../waivers/waiver-words.ts";

interface TextProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** What a review is called. */
export function NameField({ value, error, onChange }: TextProps) {
  return (
    <Field label="Name" error={error}>
      {(control) => (
        <Input
          {...control}
          required
          maxLength={120}
          placeholder="Readers of Secrets, first quarter"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const presets = [
  { days: 14, label: "2 weeks" },
  { days: 30, label: "a month" },
] as const;

/** The day until which a review is to be decided: one to come, or the day that it has, though it may be over. */
export function DueField({ value, error, until, onChange }: TextProps & { readonly until?: string }) {
  const now = clock();
  const tomorrow = dayAhead(1, now);
  return (
    <Field label="Due" hint="A review that is open after this day gives notice." error={error}>
      {(control) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="w-40">
            <Input
              {...control}
              type="date"
              required
              min={until === undefined || until > tomorrow ? tomorrow : until}
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          </span>
          {presets.map(({ days, label }) => (
            <Button key={days} size="small" onClick={() => onChange(dayAhead(days, now))}>
              {label}
            </Button>
          ))}
        </span>
      )}
    </Field>
  );
}

/** @returns the list with the item or without it. */
export function toggled<T>(list: readonly T[], item: T, on: boolean): readonly T[] {
  return on ? [...list, item] : list.filter((one) => one !== item);
}

interface ReviewersProps {
  readonly clusters: readonly string[];
  readonly chosen: readonly string[];
  /** Who reviews until now: they stand in the list, also where they may not review any more. */
  readonly until?: AccessReview["reviewers"];
  /** What it means that nobody is chosen. */
  readonly none: string;
  readonly error: string | undefined;
  readonly onChange: (ids: readonly string[]) => void;
}

/** The people who may decide about all of these clusters, and those of them who shall. */
export function Reviewers({ clusters, chosen, until = [], none, error, onChange }: ReviewersProps) {
  const query = useQuery({
    ...api.reviews.reviewers.queryOptions({ input: { cluster: [...clusters] } }),
    enabled: clusters.length > 0,
  });
  const people = query.data?.items ?? [];
  const gone = query.data === undefined ? [] : until.filter(({ id }) => !people.some((person) => person.id === id));
  return (
    <fieldset>
      <legend className="mb-1 font-label">Reviewers</legend>
      <p className="text-12 text-ink-3">They alone decide and sign off. {chosen.length === 0 ? none : ""}</p>
      <ul aria-label="Reviewers" className="max-h-32 overflow-auto">
        {[...people, ...gone].map(({ id, name }) => (
          <li key={id}>
            <Checkbox checked={chosen.includes(id)} onCheckedChange={(on) => onChange(toggled(chosen, id, on === true))}>
              {visibleText(name)}
              {gone.some((person) => person.id === id) ? <span className="text-ink-3"> (may not review any more)</span> : null}
            </Checkbox>
          </li>
        ))}
      </ul>
      {error === undefined ? null : <p className="text-12 text-critical">{error}</p>}
    </fieldset>
  );
}
