"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { FileUp, Plus, ShieldOff } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useRef, useState } from "react";
import { api } from "#client/api.ts";
import { exportAddress } from "#client/export-address.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { PageBody } from "../shell/page-body.tsx";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { notify } from "../ui/toast.tsx";
import { NoticesBanner } from "./notices.tsx";
import { WaiverTable } from "./waiver-table.tsx";
import { nothingMatched, waiversTitle } from "./waiver-words.ts";

const WaiveDialog = dynamic(() => import("./waive-dialog.tsx").then((m) => m.WaiveDialog), { ssr: false });
const ImportDialog = dynamic(() => import("./import-dialog.tsx").then((m) => m.ImportDialog), { ssr: false });

const states = ["active", "endsSoon", "unused", "expired", "revoked"] as const;
type State = (typeof states)[number];
const stateLabels: Readonly<Record<State, string>> = {
  active: "Holding",
  endsSoon: "End soon",
  unused: "Unused",
  expired: "Ended",
  revoked: "Revoked",
};
const emptyWords: Readonly<Record<State, string>> = {
  active: "A waiver takes findings that somebody decided to live with out of the open list, until a day that everybody can see.",
  endsSoon: "No waiver ends within seven days.",
  unused: "Every waiver that holds matches something in the newest scans.",
  expired: "No waiver has come to its end yet.",
  revoked: "Nobody has revoked a waiver.",
};

function useWaivers(state: State) {
  return useInfiniteQuery(
    api.waivers.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ state, limit: 50, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next,
    }),
  );
}

/** @returns how many waivers there are in a state. */
function useCount(state: State): number | undefined {
  return useQuery(api.waivers.list.queryOptions({ input: { state, limit: 1 }, staleTime: 30_000 })).data?.total;
}

function useExport() {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { yaml } = await api.waivers.exportFile.call({});
      const { saveAs } = await import("../clusters/register/save-as.ts");
      saveAs("drydock-waivers.yaml", yaml);
    } catch (error) {
      notify("The waivers could not be exported.", { detail: problemOf(error).remedy, failed: true });
    } finally {
      setBusy(false);
    }
  };
  return { busy, save };
}

/** Every decision to live with findings: those that hold, those that end soon, those that match nothing, those that are over. */
export function WaiversPage() {
  const [state, setState] = useQueryState(
    "state",
    parseAsStringLiteral(states).withDefault("active").withOptions({ history: "push" }),
  );
  const [asked, setAsked] = useState<"new" | "import" | undefined>(undefined);
  const may = useMay("finding:act");
  const query = useWaivers(state);
  const [active, soon, unused] = [useCount("active"), useCount("endsSoon"), useCount("unused")];
  const saving = useExport();
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  const waivers = query.data?.pages.flatMap((page) => page.items);
  return (
    <PageBody>
      {active === undefined && !query.isError ? (
        <h1 className="mb-5">
          <span className="sr-only">Waivers</span>
          <Skeleton className="h-9 w-1/2" />
        </h1>
      ) : (
        <Answer
          title={active === undefined ? "Waivers" : waiversTitle(active, soon ?? 0, unused ?? 0)}
          actions={
            <>
              <ExportButton
                files={{ csv: exportAddress("waivers", {}, "csv"), json: exportAddress("waivers", {}, "json") }}
                more={[{ name: "YAML", hint: "those that hold, for Git and for import", run: () => void saving.save() }]}
                inside="Every decision: who, when, why, until when; what it matched, and in which scans. Those that are over, too."
                outside="Not in it: the findings themselves; what lies outside your scope."
              />
              {may ? (
                <>
                  <Button onClick={() => setAsked("import")}>
                    <FileUp aria-hidden />
                    Import YAML
                  </Button>
                  <Button tone="primary" onClick={() => setAsked("new")}>
                    <Plus aria-hidden />
                    New waiver
                  </Button>
                </>
              ) : null}
            </>
          }
        >
          A waived finding is not a passed one: it is counted apart, and no verdict changes.{" "}
          <Link href="/findings?life=waived" className="text-accent-text underline">
            Open the waived findings
          </Link>
        </Answer>
      )}
      <NoticesBanner />
      <div className="mb-3">
        <Segmented
          label="State"
          value={state}
          onChange={(next) => void setState(next)}
          options={states.map((value) => ({ value, label: stateLabels[value] }))}
        />
      </div>
      <Panel aria-label={stateLabels[state]} ref={root}>
        {waivers === undefined ? (
          query.isError ? (
            <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} busy={query.isFetching} />
          ) : (
            <SkeletonRows rows={6} columns={5} />
          )
        ) : waivers.length === 0 ? (
          <EmptyState icon={<ShieldOff aria-hidden />} title={state === "active" ? "No waiver holds" : "None"}>
            {emptyWords[state]}
          </EmptyState>
        ) : (
          <WaiverTable waivers={waivers} />
        )}
      </Panel>
      <LoadMore more={moreOf(query)}>Show more</LoadMore>
      {asked === "new" ? <WaiveDialog match={nothingMatched} name="" onClose={() => setAsked(undefined)} /> : null}
      {asked === "import" ? <ImportDialog onClose={() => setAsked(undefined)} /> : null}
    </PageBody>
  );
}
