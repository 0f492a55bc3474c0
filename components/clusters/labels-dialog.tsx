"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import type { Cluster } from "#contracts/clusters.ts";
import { labelTexts, parseLabels } from "#core/clusters/labels.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextArea } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { LabelTags } from "./labels.tsx";

/** Asks for all labels of a cluster, one a line. */
export function LabelsDialog({ cluster, onClose }: { cluster: Cluster; onClose: () => void }) {
  const [text, setText] = useState(() => labelTexts(cluster.labels).join("\n"));
  const [tried, setTried] = useState(false);
  const cache = useQueryClient();
  const change = useMutation(
    api.clusters.change.mutationOptions({
      onSuccess: async () => {
        await Promise.all([api.clusters.key(), api.fleet.key()].map((queryKey) => cache.invalidateQueries({ queryKey })));
        notify("The labels are saved.");
        onClose();
      },
    }),
  );
  const read = parseLabels(text);
  const refused = change.isError ? (issueFor(change.error, "labels") ?? problemOf(change.error).title) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        <>
          Labels of <code>{cluster.name}</code>
        </>
      }
      description="Schedules and the scope of users may name clusters by label: a change counts for both at once."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form="labels" busy={change.isPending}>
            Save the labels
          </Button>
        </>
      }
    >
      <form
        id="labels"
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if ("labels" in read) change.mutate({ id: cluster.id, labels: { ...read.labels } });
        }}
      >
        <Field label="Labels" hint="key=value, one a line" error={tried && "problem" in read ? read.problem : refused}>
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={5}
              spellCheck={false}
              autoComplete="off"
              placeholder={"env=production\nteam=payments"}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {"labels" in read ? <LabelTags labels={read.labels} /> : null}
      </form>
    </Dialog>
  );
}
