"use client";
import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { parseAsArrayOf, parseAsStringLiteral, useQueryStates } from "nuqs";
import { api } from "#client/api.ts";
import { clustersParser } from "#client/url-state.ts";
import type { ImageChanges } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";
import { toggled } from "../../findings/facet-values.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { TableSkeleton } from "../../shell/table-skeleton.tsx";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Answer, Panel, PanelFooter } from "../../ui/panel.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { SupplyFrame } from "../supply-frame.tsx";
import { ChangeTable } from "./change-table.tsx";
import { changesSentence, kindWords } from "./change-words.ts";

const pushed = { history: "push" } as const;
const dayNames = ["1", "7", "30"] as const;
const dayWords = { "1": "In the last day", "7": "In the last 7 days", "30": "In the last 30 days" } as const;
const kindNames = ["image", "signer", "state"] as const;

const parsers = {
  cluster: clustersParser,
  days: parseAsStringLiteral(dayNames).withDefault("7").withOptions(pushed),
  kind: parseAsArrayOf(parseAsStringLiteral(kindNames)).withDefault([]).withOptions(pushed),
};

/** `/supply-chain/changes`: images that are new, signers that are new, and links that stand otherwise than before. */
export function ImageChangesPage() {
  const [{ cluster, days, kind }, setFilter] = useQueryStates(parsers);
  const query = useQuery(
    api.images.changes.queryOptions({
      input: {
        days: Number(days),
        ...(cluster.length > 0 && { cluster }),
        ...(kind.length > 0 && { kind }),
      },
      placeholderData: (old) => old,
    }),
  );
  return (
    <SupplyFrame>
      <QueryView query={query} skeleton={<TableSkeleton title="Changes" columns={4} />} page>
        {(found) => (
          <>
            <Answer title={changesSentence(found, dayWords[days])}>
              <p>
                An image is new when a scan first saw it run; a signer, when a look at a registry first proved it. A link stands
                otherwise when a look, trust or a policy changed what is known.
              </p>
            </Answer>
            <div className="mb-3 flex flex-wrap items-center gap-2">
              <Choice label="Since when" value={days} options={dayWords} onChange={(next) => void setFilter({ days: next })} />
              <ul aria-label="Kinds of change" className="flex flex-wrap gap-2">
                {kindNames.map((name) => (
                  <li key={name}>
                    <Button
                      size="large"
                      aria-pressed={kind.includes(name)}
                      className="aria-pressed:!border-accent aria-pressed:!bg-accent-soft aria-pressed:!text-accent-text"
                      onClick={() => void setFilter({ kind: toggled(kind, name) })}
                    >
                      {found.counts[name].toLocaleString("en")} {kindWords[name]}
                    </Button>
                  </li>
                ))}
              </ul>
            </div>
            <Found found={found} />
          </>
        )}
      </QueryView>
    </SupplyFrame>
  );
}

function Found({ found }: { found: ImageChanges }) {
  if (found.changes.length === 0)
    return (
      <EmptyState icon={<History aria-hidden />} title="Nothing changed in what was looked at">
        What nobody looks at cannot be seen to change. The images say what could not be looked at.
      </EmptyState>
    );
  return (
    <Panel aria-label="Changes">
      <ChangeTable changes={found.changes} />
      {found.total > found.changes.length ? (
        <PanelFooter>
          The newest {found.changes.length.toLocaleString("en")} of {counted(found.total, "change")}.
        </PanelFooter>
      ) : null}
    </Panel>
  );
}
