import type { AccountUseView } from "#contracts/access/subjects.ts";
import { counted } from "../access/subject-words.ts";
import { GapList } from "../scans/gap-list.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";

const tokens = { mounted: "mounted", notMounted: "not mounted", unknown: "not seen" } as const;

/** Who runs as a service account: workloads, their images and nodes, and whether its token is there. */
export function SubjectUse({ use }: { use: AccountUseView }) {
  const { workloads, pods, nodes, complete, gaps } = use;
  return (
    <Panel
      title="Used by"
      aside={workloads.length === 0 ? undefined : `${counted(pods, "pod")} on ${counted(nodes.length, "node")}`}
    >
      <p className="px-4 py-2 text-12 text-ink-2">{accountWords(use)}</p>
      {workloads.length === 0 ? (
        <p className="border-line border-t px-4 py-6 text-ink-2">
          {complete ? "No workload runs as it." : "No workload that was seen runs as it."}
        </p>
      ) : (
        <Table caption="Workloads that run as it" className="border-line border-t">
          <thead>
            <tr>
              <th scope="col">Workload</th>
              <th scope="col" className="num">
                Pods
              </th>
              <th scope="col">Token</th>
              <th scope="col">Nodes</th>
              <th scope="col">Images</th>
            </tr>
          </thead>
          <tbody>
            {workloads.map((one) => (
              <tr key={`${one.kind} ${one.name}`} data-row>
                <th scope="row" className="max-w-80">
                  <span className="text-ink-3">{one.kind}</span> <code>{one.name}</code>
                </th>
                <td data-label="Pods" className="num narrow:!text-left">
                  {one.pods}
                </td>
                <td data-label="Token">
                  {one.token === "unknown" ? (
                    <span className="inline-flex items-center gap-1.5 text-unseen">
                      <VerdictGlyph verdict="notAssessed" />
                      {tokens.unknown}
                    </span>
                  ) : (
                    tokens[one.token]
                  )}
                </td>
                <td data-label="Nodes" className="text-ink-2">
                  <Names names={one.nodes} />
                </td>
                <td data-label="Images" className="text-ink-2">
                  <Names names={one.images} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {complete ? null : (
        <PanelFooter>
          <p className="mb-1 flex items-center gap-1.5">
            <VerdictGlyph verdict="notAssessed" />
            More may run as it: not everything was seen.
          </p>
          <GapList gaps={gaps} most={4} />
        </PanelFooter>
      )}
    </Panel>
  );
}

function accountWords({ exists, automount }: AccountUseView): string {
  if (exists === undefined) return "Service accounts were not seen: whether it exists and mounts its token is not known.";
  if (!exists) return "The account does not exist. Whoever creates one of this name gets what is bound to it.";
  return automount === false
    ? "The account does not mount its token; pods may ask for it all the same."
    : "The account mounts its token in every pod that does not say otherwise.";
}

const named = 2;

function Names({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <span className="text-ink-3">–</span>;
  const more = names.length - named;
  return (
    <span title={names.join("\n")} className="[overflow-wrap:anywhere]">
      <code>{names.slice(0, named).join(", ")}</code>
      {more > 0 ? ` and ${more} more` : ""}
    </span>
  );
}
