"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { Button } from "../../ui/button.tsx";

/** Takes an uploaded report away; nothing for who may not. */
export function RemoveReport({ id, name }: { id: string; name: string }) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.sources.removeReport.call({ id }),
    onSuccess: () => cache.invalidateQueries({ queryKey: api.sources.key() }),
  });
  if (!may) return null;
  return (
    <>
      <Button size="small" busy={remove.isPending} aria-label={`Remove the report of ${name}`} onClick={() => remove.mutate()}>
        <Trash2 aria-hidden />
        Remove
      </Button>
      {remove.error === null ? null : <ProblemLine error={remove.error} />}
    </>
  );
}
