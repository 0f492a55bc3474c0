import { Package, Server, Users } from "lucide-react";
import type { UpgradePlanView, UpgradeStep } from "#contracts/upgrade-plan.ts";
import { counted } from "../access/subject-words.ts";
import { GapList } from "../scans/gap-list.tsx";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";
import { Panel } from "../ui/panel.tsx";
import { EvidencePanel } from "./evidence-panel.tsx";

type Found = UpgradeStep["findings"][number] & { readonly minor: string };

const people = [
  { responsible: "platform", name: "Platform team", icon: Server },
  { responsible: "application", name: "Application teams", icon: Users },
  { responsible: "provider", name: "Provider", icon: Package },
] as const;

const mostLines = 60;

/** What stands between the cluster and the target, by who has to act; and what nobody looked at. */
export function StepList({ plan }: { plan: UpgradePlanView }) {
  const way = plan.steps.filter(({ minor }) => plan.target?.steps.includes(minor) === true);
  if (way.length === 0) return null;
  const found = way.flatMap(({ minor, findings }) =>
    findings.filter(({ earlier }) => !earlier).map((one): Found => ({ ...one, minor })),
  );
  const shown = found.filter(({ impact }) => impact !== "info");
  const blockers = shown.filter(({ impact }) => impact === "blocker").length;
  return (
    <div className="grid grid-cols-[5fr_4fr] items-start gap-4 narrow:grid-cols-1">
      <Panel
        title="What stands in the way"
        aside={`${counted(blockers, "blocker")}, ${counted(shown.length - blockers, "warning")}, by who must act`}
      >
        {shown.length === 0 ? <Nothing way={way} /> : null}
        {people.map((who) => (
          <Group
            key={who.name}
            who={who}
            found={shown.filter(({ responsible }) => responsible === who.responsible)}
            plan={plan}
          />
        ))}
      </Panel>
      <div className="grid gap-4">
        <EvidencePanel way={way} clusterId={plan.cluster.id} />
        <Unseen way={way} />
      </div>
    </div>
  );
}

function Nothing({ way }: { way: readonly UpgradeStep[] }) {
  const seen = way.every(({ verdict }) => verdict !== "unknown");
  return (
    <p className="flex items-start gap-2 px-4 py-3 text-ink-2">
      <VerdictGlyph verdict={seen ? "pass" : "notAssessed"} className="mt-1" />
      {seen
        ? "Everything that could stop it was looked at, and nothing does."
        : "Nothing was found, and not everything was looked at."}
    </p>
  );
}

interface GroupProps {
  readonly who: (typeof people)[number];
  readonly found: readonly Found[];
  readonly plan: UpgradePlanView;
}

function Group({ who, found, plan }: GroupProps) {
  if (found.length === 0) return null;
  const Icon = who.icon;
  const rest = found.length - mostLines;
  return (
    <section aria-label={who.name}>
      <h3 className="flex items-center gap-2 border-line border-b bg-sunk px-4 py-1.5 text-13">
        <Icon aria-hidden className="size-4 stroke-[1.5] text-ink-3" />
        {who.name}
        <span className="ml-auto font-normal text-ink-3">{found.length}</span>
      </h3>
      <ul>
        {alike(found.slice(0, mostLines)).map((lines) => (
          <Lines key={`${lines[0].minor} ${lines[0].fingerprint}`} found={lines} plan={plan} />
        ))}
        {rest > 0 ? <li className="px-4 py-2 text-ink-3">{rest} more stand among the findings.</li> : null}
      </ul>
    </section>
  );
}

type Alike = readonly [Found, ...Found[]];

/** What one check finds alike of several objects at one step stands together, with what to do said once. */
function alike(found: readonly Found[]): readonly Alike[] {
  const groups = Map.groupBy(found, ({ minor, impact, checkId, fix }) => `${minor} ${impact} ${checkId} ${fix}`);
  return [...groups.values()].map(([first, ...rest]) => [first as Found, ...rest]);
}

const mostAlike = 5;

function Lines({ found, plan }: { found: Alike; plan: UpgradePlanView }) {
  const [{ impact, minor, fix }] = found;
  const rest = found.slice(mostAlike);
  return (
    <li className="grid grid-cols-[12px_40px_minmax(0,1fr)] items-baseline gap-x-3 border-line border-b px-4 py-2 last:border-b-0">
      <SeverityGlyph severity={impact === "blocker" ? "critical" : "medium"} labelled />
      <code className="text-12 text-ink-2">{minor}</code>
      <div className="min-w-0">
        {found.slice(0, mostAlike).map((one) => (
          <Title key={one.fingerprint} found={one} plan={plan} />
        ))}
        {rest.length === 0 ? null : (
          <details>
            <summary className="min-h-6 text-12 text-ink-2">{rest.length} more of the same</summary>
            {rest.map((one) => (
              <Title key={one.fingerprint} found={one} plan={plan} />
            ))}
          </details>
        )}
        <p className="text-12 text-ink-2">{fix}</p>
      </div>
    </li>
  );
}

/** Its finding opens where the scan stored it, which it does for the next minor. */
function Title({ found, plan }: { found: Found; plan: UpgradePlanView }) {
  const title = <span className="font-label [overflow-wrap:anywhere] [unicode-bidi:isolate]">{found.title}</span>;
  if (found.minor !== plan.steps[0]?.minor) return <p className="mb-1">{title}</p>;
  return (
    <p className="mb-1">
      <Link
        className="inline-flex min-h-6 items-center hover:underline"
        href={`/findings?cluster=${plan.cluster.id}&finding=${plan.scanId}~${found.fingerprint}`}
      >
        {title}
      </Link>
    </p>
  );
}

function Unseen({ way }: { way: readonly UpgradeStep[] }) {
  const unseen = [...new Map(way.flatMap((step) => step.unseen.map((one) => [one.checkId, one] as const))).values()];
  const services = way.flatMap(({ minor, servedToday }) => servedToday.map((api) => ({ ...api, minor })));
  return (
    <Panel title="What nobody could look at" aside={counted(unseen.length, "check")}>
      {unseen.length === 0 && services.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">Every check of these steps saw all that it needs.</p>
      ) : null}
      {services.length === 0 ? null : (
        <div className="border-line border-b px-4 py-3">
          <p className="flex items-center gap-1.5 font-label">
            <VerdictGlyph verdict="notAssessed" />
            Who still writes APIs that go
          </p>
          <ul className="mt-1 text-12 text-ink-2">
            {services.slice(0, 30).map(({ apiVersion, kind, minor }) => (
              <li key={`${apiVersion} ${kind}`}>
                <code>
                  {apiVersion} {kind}
                </code>
                , served today, goes in {minor}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ul>
        {unseen.map(({ checkId, title, couldBlock, gaps }) => (
          <li key={checkId} className="border-line border-b px-4 py-2 last:border-b-0">
            <details>
              <summary className="min-h-6">
                <span className="ml-1 font-label">{title}</span>
                {couldBlock ? <span className="text-12 text-ink-3"> · could stop the upgrade</span> : null}
              </summary>
              <GapList gaps={gaps} most={6} />
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
