"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { RiskGroupView, Risks } from "#contracts/access/risks.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { findingFiles } from "../../exports/finding-files.ts";
import { ShareButton } from "../../reports/share-button.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Link } from "../../ui/link.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import { ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../../ui/states.tsx";
import { counted } from "../subject-words.ts";
import { PodSecurityPanel } from "./pod-security-panel.tsx";
import { RiskCatalogue } from "./risk-catalogue.tsx";
import { RiskGroupPanel } from "./risk-group-panel.tsx";
import { findingsOfChecks, risksTitle, rowsSentence } from "./risk-words.ts";

/** What the findings of access allow, the worst first, each with who holds it and why. */
export function RisksPage({ scanId }: { scanId: string }) {
  const query = useQuery(api.access.risks.queryOptions({ input: { id: scanId } }));
  return (
    <div className="h-full overflow-y-auto px-8 pt-6 pb-10 narrow:h-auto narrow:px-4 narrow:pt-4">
      {query.data !== undefined ? (
        <Found scanId={scanId} risks={query.data} />
      ) : query.isError ? (
        <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />
      ) : (
        <RisksSkeleton bare />
      )}
    </div>
  );
}

function Found({ scanId, risks }: { scanId: string; risks: Risks }) {
  const found = risks.groups.filter(({ findings }) => findings > 0);
  const quiet = risks.groups.filter(({ findings }) => findings === 0);
  return (
    <>
      <Answer
        title={`${risksTitle(risks)}.`}
        actions={
          <>
            <ExportButton
              size="large"
              files={findingFiles({ scan: scanId, pillar: ["access"], sort: "priority" })}
              inside={`${counted(risks.findings, "open finding")} of access, each with its check, object and severity.`}
              outside="The chains behind the findings, and what is waived."
            />
            <ShareButton
              view={{ kind: "findings", filter: { scan: scanId, pillar: ["access"] }, sort: "priority" }}
              title="Risks of access"
              size="large"
            />
          </>
        }
      >
        <p>
          {rowsSentence(risks.rows)} {counted(risks.findings, "open finding")}
          {risks.waived > 0 ? `, ${risks.waived.toLocaleString("en")} more waived` : ""}.
        </p>
      </Answer>
      <Unseen scanId={scanId} groups={risks.groups} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 gap-5">
          {found.map((group) => (
            <RiskGroupPanel key={group.id} scanId={scanId} group={group} />
          ))}
          {quiet.length === 0 ? null : <Quiet groups={quiet} />}
        </div>
        <div className="grid min-w-0 gap-5">
          {risks.podSecurity === undefined ? null : <PodSecurityPanel podSecurity={risks.podSecurity} />}
          <RiskCatalogue scanId={scanId} rows={risks.rows} />
        </div>
      </div>
    </>
  );
}

/** What could not be looked at stands above what was found: the list is not all there is. */
function Unseen({ scanId, groups }: { scanId: string; groups: readonly RiskGroupView[] }) {
  const unseen = groups.flatMap(({ checks }) => checks.filter(({ verdict }) => verdict === "notAssessed"));
  if (unseen.length === 0) return null;
  return (
    <div className="mb-5">
      <PartialBanner
        title={`${counted(unseen.length, "check")} of access could not be assessed`}
        action={
          <Link href={`${findingsOfChecks(scanId, [])}&pillar=access&unseen=true`} className="text-accent-text underline">
            Show what to grant
          </Link>
        }
      >
        <p className="text-12 [overflow-wrap:anywhere]">
          {unseen.map(({ title }) => title).join(" · ")}. They are neither passed nor failed.
        </p>
      </PartialBanner>
    </div>
  );
}

/** What nobody was found to hold, and what of that was not seen. */
function Quiet({ groups }: { groups: readonly RiskGroupView[] }) {
  return (
    <Panel title="Nothing found">
      <ul>
        {groups.map((group) => {
          const unseen = group.checks.filter(({ verdict }) => verdict === "notAssessed").length;
          return (
            <li key={group.id} className="flex items-start gap-2 border-line border-b px-4 py-2 last:border-b-0">
              <VerdictGlyph
                verdict={unseen > 0 || group.checks.length === 0 ? "notAssessed" : "pass"}
                labelled
                className="mt-1"
              />
              <span className="min-w-0">
                {group.allows}
                <span className="block text-12 text-ink-3">
                  {unseen > 0
                    ? `${unseen} of ${counted(group.checks.length, "check")} not assessed`
                    : counted(group.checks.length, "check")}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** The page before its scan, or its answer, is there. */
export function RisksSkeleton({ bare = false }: { bare?: boolean }) {
  return (
    <div aria-busy="true" className={bare ? "" : "px-8 pt-6 narrow:px-4"}>
      <h1 className="sr-only">Risks</h1>
      <Skeleton className="mb-3 h-9 w-3/5" />
      <Skeleton className="mb-6 h-4 w-2/5" />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid gap-5">
          {["first", "second"].map((key) => (
            <div key={key} className="rounded-panel border border-line bg-panel">
              <SkeletonRows rows={6} columns={3} />
            </div>
          ))}
        </div>
        <div className="rounded-panel border border-line bg-panel">
          <SkeletonRows rows={12} columns={2} />
        </div>
      </div>
    </div>
  );
}
