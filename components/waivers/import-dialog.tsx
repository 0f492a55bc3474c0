"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { WaiverPlan } from "#contracts/waivers.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox, Field, Input, TextArea } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { counted } from "./waiver-words.ts";

type Item = WaiverPlan["items"][number];
const words: Readonly<Record<Item["action"], string>> = {
  add: "new",
  change: "changes",
  keep: "as it is",
  end: "ends",
  over: "over already",
};

/** Imports waivers from Git: first what would change, then, when that is what was meant, all of it at once. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [yaml, setYaml] = useState("");
  const [prune, setPrune] = useState(false);
  const cache = useQueryClient();
  const plan = useMutation(api.waivers.importFile.mutationOptions());
  const apply = useMutation(
    api.waivers.importFile.mutationOptions({
      onSuccess: async ({ items }) => {
        await cache.invalidateQueries();
        notify(`${counted(items.filter(({ action }) => action !== "keep" && action !== "over").length, "waiver")} imported.`);
        onClose();
      },
    }),
  );
  const edit = (change: () => void) => {
    change();
    plan.reset();
    apply.reset();
  };
  const changes = plan.data?.items.filter(({ action }) => action !== "keep" && action !== "over").length ?? 0;
  const error = apply.error ?? plan.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import waivers"
      description="A file as the export writes it. Nothing changes before you have seen what would."
      width={800}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {plan.data === undefined ? (
            <Button
              tone="primary"
              busy={plan.isPending}
              disabled={yaml.trim() === ""}
              onClick={() => plan.mutate({ yaml, prune, apply: false })}
            >
              Show what would change
            </Button>
          ) : (
            <Button
              tone="primary"
              busy={apply.isPending}
              disabled={changes === 0}
              onClick={() => apply.mutate({ yaml, prune, apply: true })}
            >
              {changes === 0 ? "Nothing to change" : `Apply ${counted(changes, "change")}`}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="File">
          {(control) => (
            <Input
              {...control}
              type="file"
              accept=".yaml,.yml,text/yaml"
              onChange={async (event) => {
                const text = await event.target.files?.[0]?.text();
                if (text !== undefined) edit(() => setYaml(text));
              }}
            />
          )}
        </Field>
        <Field label="Or its text">
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={8}
              spellCheck={false}
              maxLength={1_048_576}
              value={yaml}
              onChange={(event) => edit(() => setYaml(event.target.value))}
            />
          )}
        </Field>
        <Checkbox checked={prune} onCheckedChange={(on) => edit(() => setPrune(on === true))}>
          End the waivers of your scope that do not stand in the file
        </Checkbox>
        {error === null ? null : <ProblemLine error={error} />}
        <Issues error={error} />
        {plan.data === undefined ? null : <Plan items={plan.data.items} />}
      </div>
    </Dialog>
  );
}

function Issues({ error }: { error: Error | null }) {
  const issues = error === null ? [] : (problemOf(error).issues ?? []);
  if (issues.length === 0) return null;
  return (
    <ul className="grid gap-1 text-12">
      {issues.map(({ path, message }) => (
        <li key={`${path} ${message}`} className="[overflow-wrap:anywhere]">
          {path === "" ? null : <code className="font-label">{visibleText(path)}</code>} {visibleText(message)}
        </li>
      ))}
    </ul>
  );
}

function Plan({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return <p className="text-ink-2">The file holds no waivers.</p>;
  return (
    <ul aria-label="What would change" className="rounded-control border border-line">
      {items.map((item) => (
        <li key={item.name} className="flex flex-wrap items-center gap-x-3 border-line border-b px-3 py-1.5 last:border-b-0">
          <Badge
            look={item.action === "end" ? "critical" : item.action === "keep" || item.action === "over" ? "plain" : "accent"}
          >
            {words[item.action]}
          </Badge>
          <b className="min-w-0 flex-1 truncate font-label [unicode-bidi:isolate]" title={visibleText(item.name)}>
            {visibleText(item.name)}
          </b>
          <span className="text-12 text-ink-3">{item.fields.join(", ")}</span>
          <span className="text-12">
            {item.action === "over" ? "" : counted(item.matches, "finding")}
            {item.urgent > 0 ? `, ${item.urgent} critical or high` : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}
