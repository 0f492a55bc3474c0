"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { ExportedPolicies, SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/copy.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { NotTaken } from "./policy-panel.tsx";

const formats = ["clusterImagePolicy", "kyverno"] as const;

interface DialogProps {
  /** Absent: all that are no drafts. */
  readonly policy?: SigningPolicy;
  readonly onClose: () => void;
}

/** Policies as resources of an admission controller, to copy. */
export function ExportDialog({ policy, onClose }: DialogProps) {
  const [format, setFormat] = useState<(typeof formats)[number]>("clusterImagePolicy");
  const [enforce, setEnforce] = useState(false);
  const query = useQuery(
    api.signingPolicies.exportAs.queryOptions({
      input: { format, enforce: enforce ? "true" : "false", ...(policy && { policy: [policy.id] }) },
      placeholderData: (old) => old,
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={policy === undefined ? "Write the policies for a controller" : `Write ${visibleText(policy.name)} for a controller`}
      description="Drydock only reads clusters: apply it yourself, where it belongs."
      width={800}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Segmented
            label="Controller"
            value={format}
            onChange={setFormat}
            options={[
              { value: "clusterImagePolicy", label: "policy-controller" },
              { value: "kyverno", label: "Kyverno" },
            ]}
          />
          <Checkbox checked={enforce} onCheckedChange={(on) => setEnforce(on === true)}>
            Refuse, and not only warn
          </Checkbox>
        </div>
        <QueryView query={query} skeleton={<Skeleton className="h-48 rounded-control" />}>
          {(exported) => <Exported exported={exported} />}
        </QueryView>
      </div>
    </Dialog>
  );
}

function Exported({ exported: { yaml, items } }: { exported: ExportedPolicies }) {
  if (items.length === 0) return <p className="text-ink-2">There is no policy that is no draft.</p>;
  return (
    <>
      {items.flatMap(({ policy, untranslated }) =>
        untranslated.length === 0
          ? []
          : [<NotTaken key={policy} title={`Of ${visibleText(policy)} this is not said there`} sentences={untranslated} />],
      )}
      {yaml === "" ? (
        <p className="text-ink-2">Nothing could be written.</p>
      ) : (
        <CodeBlock text={yaml} label="The resources in YAML" />
      )}
    </>
  );
}
