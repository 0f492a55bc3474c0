import type { PodSecurityView } from "#contracts/pod-security.ts";
import { Badge } from "../ui/badge.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";

type Policy = PodSecurityView["legacyPolicies"][number];

/** The PodSecurityPolicies of an older cluster, with the level that takes the place of each. */
export function LegacyPolicies({ policies }: { policies: readonly Policy[] }) {
  if (policies.length === 0) return null;
  return (
    <Panel title="PodSecurityPolicies, and the level that each amounts to" className="mt-4">
      <Table caption="PodSecurityPolicies by the Pod Security level that they amount to">
        <thead>
          <tr>
            <th scope="col">Policy</th>
            <th scope="col">Amounts to</th>
            <th scope="col">Why no stricter level</th>
          </tr>
        </thead>
        <tbody>
          {policies.map((policy) => (
            <tr key={policy.name}>
              <td data-label="Policy">
                <ObjectName name={policy.name} />
              </td>
              <td data-label="Amounts to">
                {policy.level === undefined ? "not kept by this scan" : <Badge>{policy.level}</Badge>}
              </td>
              <td data-label="Why no stricter" className="py-1.5">
                <Excess policy={policy} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <PanelFooter>
        Kubernetes 1.25 took them away. A level on a namespace&apos;s label takes their place; which policy counts for a pod also
        hangs on who may use it.
      </PanelFooter>
    </Panel>
  );
}

/** What goes beyond baseline is told first; what goes beyond restricted alone matters where nothing goes further. */
function Excess({ policy: { excess, level } }: { policy: Policy }) {
  const telling = level === "privileged" ? excess.filter(({ beyond }) => beyond === "baseline") : excess;
  if (telling.length === 0)
    return <span className="text-ink-3">{level === undefined ? "not known" : "it is the strictest"}</span>;
  return (
    <ul className="grid gap-0.5">
      {telling.map(({ field, allows }) => (
        <li key={field}>
          lets in {visibleText(allows)} <code className="text-12 text-ink-3 [overflow-wrap:anywhere]">{field}</code>
        </li>
      ))}
    </ul>
  );
}
