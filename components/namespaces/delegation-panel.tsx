import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useId } from "react";
import { problemOf } from "#client/problem.ts";
import { CodeBlock } from "../ui/copy.tsx";
import { Checkbox, Field, Input, Select } from "../ui/field.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { ErrorState } from "../ui/states.tsx";
import { delegateOf } from "./namespace-words.ts";
import { delegationOptions } from "./namespaces-query.ts";
import { delegationParsers } from "./namespaces-url.ts";

/** A manifest that makes somebody administrator of this namespace and of nothing else. */
export function DelegationPanel({ scanId, namespace }: { scanId: string; namespace: string }) {
  const [{ delegate, level, quota, network }, setChoice] = useQueryStates(delegationParsers);
  const id = useId();
  const subject = delegateOf(delegate);
  const wrong = delegate !== "" && subject === undefined;
  return (
    <Panel title="Delegate it" aside="a manifest to apply; nothing is changed here">
      <div className="grid gap-3 px-4 py-3">
        <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
          <Field
            label="To whom"
            error={wrong ? "Write group:NAME, sa:NAMESPACE/NAME, or the name of a user." : undefined}
            className="w-72 narrow:w-full"
          >
            {(control) => (
              <Input
                {...control}
                mono
                placeholder="group:shop-team"
                value={delegate}
                maxLength={300}
                spellCheck={false}
                onChange={(event) => void setChoice({ delegate: event.target.value })}
              />
            )}
          </Field>
          <span className="grid gap-1">
            <label htmlFor={`${id}-level`} className="font-label">
              Pod Security
            </label>
            <Select
              size="large"
              id={`${id}-level`}
              value={level}
              onChange={(event) => void setChoice({ level: event.target.value as typeof level })}
            >
              <option value="restricted">restricted</option>
              <option value="baseline">baseline</option>
            </Select>
          </span>
          <Checkbox checked={quota} onCheckedChange={(checked) => void setChoice({ quota: checked === true })}>
            Quota and defaults
          </Checkbox>
          <Checkbox checked={network} onCheckedChange={(checked) => void setChoice({ network: checked === true })}>
            Default-deny network policy
          </Checkbox>
        </div>
        {subject === undefined ? null : <Manifest scanId={scanId} choice={{ namespace, subject, level, quota, network }} />}
      </div>
      <PanelFooter>
        Its holder runs workloads, keeps Secrets and settings, and gives these rights to others. It cannot bind, escalate or
        impersonate, change the namespace’s labels, its quota or its network policies. A service account of the namespace that
        reaches beyond it must go first.
      </PanelFooter>
    </Panel>
  );
}

function Manifest({ scanId, choice }: { scanId: string; choice: Parameters<typeof delegationOptions>[1] }) {
  const query = useQuery(delegationOptions(scanId, choice));
  if (query.data !== undefined) return <CodeBlock text={query.data.yaml} label="The manifest that delegates the namespace" />;
  if (query.isError) return <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  return <div aria-busy="true" className="h-40 rounded-control bg-raise" />;
}
