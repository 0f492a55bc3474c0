"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import { useSession } from "#client/session.ts";
import type { ReviewScope } from "#contracts/access/reviews.ts";
import { counted, type SubjectKind } from "../access/subject-words.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox, Field, Input, Select } from "../ui/field.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { SkeletonRows } from "../ui/states.tsx";
import { clock } from "../ui/time-format.ts";
import { beginningOf, dayAhead } from "../waivers/waiver-words.ts";
import { DueField, NameField, Reviewers, toggled } from "./review-fields.tsx";
import { useReviewsChanged } from "./review-query.ts";

interface Draft {
  readonly name: string;
  readonly clusters: readonly string[];
  readonly namespaces: string;
  readonly capability: string;
  readonly kinds: readonly SubjectKind[];
  readonly defaults: boolean;
  readonly reviewers: readonly string[];
  readonly due: string;
}

const kinds: readonly { kind: SubjectKind; label: string }[] = [
  { kind: "User", label: "Users" },
  { kind: "Group", label: "Groups" },
  { kind: "ServiceAccount", label: "Service accounts" },
];
function scopeOf({ clusters, namespaces, capability, kinds: chosen, defaults }: Draft): ReviewScope {
  const named = [...new Set(namespaces.split(/[\s,]+/).filter((name) => name !== ""))];
  return {
    places: clusters.map((cluster) => ({ cluster, ...(named.length > 0 && { namespaces: named }) })),
    ...(capability !== "" && { capability }),
    kinds: [...chosen],
    defaults,
  };
}

/** Begins a review: what about, who decides, until when; and before it is made, whom it will be about. */
export function NewReviewDialog({ cluster, onClose }: { cluster: string | undefined; onClose: () => void }) {
  const router = useRouter();
  const changed = useReviewsChanged();
  const me = useSession()?.user;
  const now = clock();
  const [draft, setDraft] = useState<Draft>({
    ...{ name: "", clusters: cluster === undefined ? [] : [cluster], namespaces: "", capability: "" },
    ...{ kinds: [], defaults: false, reviewers: [], due: dayAhead(14, now) },
  });
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const scope = scopeOf(draft);
  const preview = useQuery({
    ...api.reviews.preview.queryOptions({ input: scope, staleTime: 60_000 }),
    enabled: scope.places.length > 0,
  });
  const create = useMutation(
    api.reviews.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await changed();
        router.push(`/access/reviews/${id}`);
      },
    }),
  );
  const blocked = scope.places.length === 0 || preview.data === undefined || preview.data.subjects === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (blocked) return;
    create.mutate({ ...scope, name: draft.name.trim(), reviewers: [...draft.reviewers], dueAt: beginningOf(draft.due) });
  };
  return (
    <Dialog
      open
      width={800}
      onOpenChange={(open) => !open && onClose()}
      title="New access review"
      description="It is frozen to the newest scans: what changes in the clusters later is for the next review."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form="review" busy={create.isPending} disabled={blocked}>
            {preview.data === undefined ? "Begin the review" : `Begin with ${counted(preview.data.subjects, "subject")}`}
          </Button>
        </>
      }
    >
      <form id="review" className="grid gap-4" onSubmit={submit}>
        {create.error === null || problemOf(create.error).issues?.length ? null : <ProblemLine error={create.error} />}
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <NameField value={draft.name} error={issueFor(create.error, "name")} onChange={(name) => set({ name })} />
          <DueField value={draft.due} error={issueFor(create.error, "dueAt")} onChange={(due) => set({ due })} />
        </div>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Clusters chosen={draft.clusters} onChange={(clusters) => set({ clusters })} />
          <div className="grid gap-4">
            <Capability value={draft.capability} onChange={(capability) => set({ capability })} />
            <Field
              label="Namespaces (optional)"
              hint="Then only what counts inside them is reviewed, and who sees them may read it."
              error={issueFor(create.error ?? preview.error, "places")}
            >
              {(control) => (
                <Input
                  {...control}
                  mono
                  spellCheck={false}
                  autoComplete="off"
                  placeholder="payments, shop"
                  value={draft.namespaces}
                  onChange={(event) => set({ namespaces: event.target.value })}
                />
              )}
            </Field>
          </div>
        </div>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <fieldset>
            <legend className="mb-1 font-label">Subjects</legend>
            {kinds.map(({ kind, label }) => (
              <Checkbox
                key={kind}
                checked={draft.kinds.length === 0 || draft.kinds.includes(kind)}
                onCheckedChange={(on) => {
                  const all = draft.kinds.length === 0 ? kinds.map((one) => one.kind) : draft.kinds;
                  const next = toggled(all, kind, on === true);
                  set({ kinds: next.length === kinds.length || next.length === 0 ? [] : next });
                }}
              >
                {label}
              </Checkbox>
            ))}
            <Checkbox checked={draft.defaults} onCheckedChange={(on) => set({ defaults: on === true })}>
              Also those that hold only what Kubernetes itself creates
            </Checkbox>
          </fieldset>
          <Reviewers
            clusters={draft.clusters}
            chosen={draft.reviewers}
            none={`Nobody chosen: ${me?.name ?? "you"}.`}
            error={issueFor(create.error, "reviewers")}
            onChange={(reviewers) => set({ reviewers })}
          />
        </div>
        <Preview query={preview} chosen={draft.clusters.length} />
      </form>
    </Dialog>
  );
}

function Clusters({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const query = useQuery(api.clusters.list.queryOptions({}));
  const scanned = query.data?.items.filter(({ lastScan }) => lastScan !== undefined);
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="mb-1 font-label">Clusters</legend>
      {scanned === undefined ? (
        <SkeletonRows rows={4} columns={1} />
      ) : scanned.length === 0 ? (
        <p className="text-ink-2">No cluster has a scan with results yet.</p>
      ) : (
        <ul aria-label="Clusters" className="max-h-44 overflow-auto rounded-control border border-line px-3 py-1">
          {scanned.map(({ id, name }) => (
            <li key={id}>
              <Checkbox checked={chosen.includes(id)} onCheckedChange={(on) => onChange(toggled(chosen, id, on === true))}>
                <code className="[overflow-wrap:anywhere]">{name}</code>
              </Checkbox>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function Capability({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const query = useQuery(api.reviews.capabilities.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }));
  return (
    <Field label="About" hint="Who may do one thing, or whatever anybody holds.">
      {(control) => (
        <Select {...control} size="large" value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">whatever a subject holds</option>
          {query.data?.items.map(({ id, may }) => (
            <option key={id} value={id}>
              who may {may}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Preview({
  query,
  chosen,
}: {
  query: { data?: { subjects: number; notAssessed: number } | undefined; error: Error | null };
  chosen: number;
}) {
  if (chosen === 0) return <p className="text-ink-2">Choose one cluster or more.</p>;
  if (query.error !== null) return <ProblemLine error={query.error} />;
  if (query.data === undefined) return <p className="text-ink-3">Counting the subjects…</p>;
  const { subjects, notAssessed } = query.data;
  return (
    <p role="status" className="rounded-control border border-line-strong bg-sunk px-3 py-2">
      {subjects === 0 ? "Nobody holds this, as far as could be seen." : `It will be about ${counted(subjects, "subject")}.`}
      {notAssessed > 0 ? (
        <span className="flex items-center gap-1.5 text-12 text-ink-2">
          <VerdictGlyph verdict="notAssessed" />
          {counted(notAssessed, "of them", "of them")} could not be seen in full, and will be marked.
        </span>
      ) : null}
    </p>
  );
}
