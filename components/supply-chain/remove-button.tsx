"use client";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useMay } from "#client/session.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";

interface RemoveButtonProps {
  /** Says what is taken away, for who does not see what it stands beside. */
  readonly label: string;
  readonly remove: () => Promise<unknown>;
  /** What is asked again afterwards. */
  readonly changes: readonly QueryKey[];
}

/** Takes something uploaded away; nothing for who may not. */
export function RemoveButton({ label, remove, changes }: RemoveButtonProps) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: () => Promise.all(changes.map((queryKey) => cache.invalidateQueries({ queryKey }))),
  });
  if (!may) return null;
  return (
    <>
      <Button size="small" busy={removal.isPending} aria-label={label} onClick={() => removal.mutate()}>
        <Trash2 aria-hidden />
        Remove
      </Button>
      {removal.error === null ? null : <ProblemLine error={removal.error} />}
    </>
  );
}
