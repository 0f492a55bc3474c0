"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { ScanDetail } from "#contracts/scans.ts";
import { cn } from "../ui/cn.ts";
import { nameOfVerdict, Verdict, type VerdictName } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Table } from "../ui/table.tsx";
import { groupGaps } from "./gap-words.ts";

type CheckResult = ScanDetail["checks"][number];

const verdicts = ["all", "fail", "notAssessed", "pass", "notApplicable"] as const;
const order: Record<VerdictName, number> = { fail: 0, notAssessed: 1, pass: 2, notApplicable: 3 };

function whyOf(check: CheckResult): string {
  if (check.verdict === "notApplicable") return check.reason ?? "It does not apply to this cluster.";
  if (check.gaps.length === 0) return "";
  return groupGaps(check.gaps)
    .map((group) => `${group.resources.join(", ")}: ${group.sentence}`)
    .join("; ");
}

function Found({ scan, check }: { scan: ScanDetail; check: CheckResult }) {
  if (check.findings === 0) return <span className="text-ink-3">{check.verdict === "notAssessed" ? "?" : "0"}</span>;
  return (
    <Link
      href={`/findings?cluster=${scan.clusterId}&scan=${scan.id}&check=${encodeURIComponent(check.checkId)}`}
      className="inline-flex min-h-6 min-w-6 items-center justify-end font-label text-accent-text hover:underline"
    >
      {check.findings.toLocaleString("en-GB")}
    </Link>
  );
}

/** Every check with its verdict; the filter is part of the address. */
export function CheckVerdicts({ scan }: { scan: ScanDetail }) {
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  const [shown, setShown] = useQueryState(
    "verdict",
    parseAsStringLiteral(verdicts).withDefault("all").withOptions({ history: "push" }),
  );
  const checks = scan.checks
    .filter((check) => shown === "all" || check.verdict === shown)
    .toSorted((a, b) => order[a.verdict] - order[b.verdict] || b.findings - a.findings || (a.title < b.title ? -1 : 1));
  return (
    <>
      <div className="mb-3">
        <Segmented
          label="Verdict"
          value={shown}
          onChange={(value) => void setShown(value)}
          options={verdicts.map((value) => ({
            value,
            label: value === "all" ? "All" : nameOfVerdict(value),
          }))}
        />
      </div>
      <Panel aria-label="Checks">
        {checks.length === 0 ? (
          <p className="px-4 py-6 text-ink-2">No check has this verdict.</p>
        ) : (
          <div ref={root}>
            <Table caption="Checks and their verdicts">
              <thead>
                <tr>
                  <th scope="col">Check</th>
                  <th scope="col">Verdict</th>
                  <th scope="col" className="num">
                    Findings
                  </th>
                  <th scope="col">Why</th>
                </tr>
              </thead>
              <tbody>
                {checks.map((check) => (
                  <tr key={check.checkId} data-row tabIndex={-1}>
                    <th scope="row" className="!whitespace-normal min-w-72 py-1 narrow:min-w-0">
                      {check.title}
                      <code className="block text-ink-3 [overflow-wrap:anywhere]">{check.checkId}</code>
                    </th>
                    <td data-label="Verdict">
                      <Verdict verdict={check.verdict} />
                    </td>
                    <td data-label="Findings" className="num">
                      <Found scan={scan} check={check} />
                    </td>
                    <td
                      data-label="Why"
                      className={cn(
                        "all !whitespace-normal min-w-48 text-12 text-ink-2 [overflow-wrap:anywhere]",
                        whyOf(check) === "" && "narrow:!hidden",
                      )}
                    >
                      {whyOf(check)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        )}
      </Panel>
    </>
  );
}
