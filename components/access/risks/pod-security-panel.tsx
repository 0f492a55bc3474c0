import type { Risks } from "#contracts/access/risks.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Facts, Panel, PanelFooter } from "../../ui/panel.tsx";
import { counted } from "../subject-words.ts";
import { defaultsSentence } from "./risk-words.ts";

type PodSecurity = NonNullable<Risks["podSecurity"]>;

/** What the namespaces' labels keep pods from: it decides whether running pods is running the node. */
export function PodSecurityPanel({ podSecurity }: { podSecurity: PodSecurity }) {
  const { privileged, unlabelled, baseline, restricted, misspelt, complete } = podSecurity;
  const items = [
    { name: "restricted", value: counted(restricted, "namespace") },
    { name: "baseline", value: counted(baseline, "namespace") },
    {
      name: "privileged",
      value:
        unlabelled === 0
          ? counted(privileged, "namespace")
          : `${counted(privileged, "namespace")}, ${unlabelled} without a label`,
    },
    ...(misspelt === 0 ? [] : [{ name: "misspelt", value: `${counted(misspelt, "namespace")}, held to the strictest level` }]),
  ];
  return (
    <Panel title="Pod Security that namespaces enforce">
      <Facts items={items} className="px-4 py-3" />
      {complete ? null : (
        <p className="flex items-start gap-2 px-4 pb-3 text-12 text-ink-2">
          <VerdictGlyph verdict="notAssessed" labelled className="mt-0.5" />
          Not every namespace was seen.
        </p>
      )}
      <PanelFooter>{defaultsSentence(podSecurity)}</PanelFooter>
    </Panel>
  );
}
