"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useSession } from "#client/session.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Select } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { notify } from "../ui/toast.tsx";
import { counted } from "../waivers/waiver-words.ts";
import type { Chosen } from "./selection.ts";

interface AssignProps {
  readonly chosen: readonly Chosen[];
  /** Who has it now, of a single one. */
  readonly assignee?: string | undefined;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

const nobody = "";

/** Gives findings to somebody who sees all of them, or to nobody. */
export function AssignDialog({ chosen, assignee, onClose, onDone }: AssignProps) {
  const me = useSession()?.user.id;
  const [to, setTo] = useState<string | undefined>(assignee);
  const cache = useQueryClient();
  const places = {
    cluster: [...new Set(chosen.map((one) => one.clusterId))].slice(0, 50),
    namespace: [...new Set(chosen.map((one) => one.namespace ?? ""))].slice(0, 50),
  };
  const people = useQuery(api.findingLife.assignees.queryOptions({ input: places })).data?.items;
  const chosenPerson = to ?? (people?.some(({ id }) => id === me) ? me : undefined) ?? nobody;
  const assign = useMutation(
    api.findingLife.assign.mutationOptions({
      onSuccess: async ({ assigned }) => {
        await cache.invalidateQueries({ queryKey: api.findings.key() });
        const name = people?.find(({ id }) => id === chosenPerson)?.name;
        notify(
          name === undefined ? `Nobody has ${counted(assigned, "finding")} now.` : `${name} has ${counted(assigned, "finding")}.`,
        );
        onDone?.();
        onClose();
      },
    }),
  );
  const findings = chosen.map(({ scanId, fingerprint }) => ({ scanId, fingerprint }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Assign ${counted(chosen.length, "finding")}`}
      description="Only people who see all of them can be chosen."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            tone="primary"
            busy={assign.isPending}
            disabled={people === undefined}
            onClick={() => assign.mutate({ findings, assignee: chosenPerson === nobody ? null : chosenPerson })}
          >
            {chosenPerson === nobody ? "Take it from everybody" : "Assign"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {assign.error === null ? null : <ProblemLine error={assign.error} />}
        <Field label="To">
          {(control) => (
            <Select
              {...control}
              size="large"
              value={chosenPerson}
              onChange={(event) => setTo(event.target.value)}
              className="w-full"
            >
              <option value={nobody}>Nobody</option>
              {(people ?? []).map(({ id, name }) => (
                <option key={id} value={id}>
                  {id === me ? `${name} (you)` : name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </Dialog>
  );
}
