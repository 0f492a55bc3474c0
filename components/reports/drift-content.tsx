import type { ContentOf } from "#contracts/reports.ts";
import { driftWords } from "../access/changes/change-words.ts";
import { subjectKey } from "../access/subject-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { Empty } from "./empty.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { counted } from "./report-words.ts";
import { ReportSubject } from "./subject-name.tsx";

type Content = ContentOf<"drift">;

const frame = "rounded-panel border border-line bg-panel print:border-line-strong";

/** Roles of one name that give something else in another cluster, or bindings that one cluster alone has. */
function DriftContent({ content }: ContentProps<"drift">) {
  const { clusters, roles, bindings } = content;
  const unseen = clusters.filter(({ complete }) => !complete);
  return (
    <>
      <p className="mb-3 text-ink-2">
        Roles are compared by what they give, not by how it is written.{" "}
        {counted(content.counts.bindings, "binding is", "bindings are")} known to be in one cluster alone.
      </p>
      {unseen.length === 0 ? null : (
        <p className="mb-3 flex items-start gap-2 text-ink-2">
          <Hatch className="mt-1 size-3 flex-none" />
          <span className="[overflow-wrap:anywhere]">
            Not all roles and bindings of{" "}
            <code className="text-ink [unicode-bidi:isolate]">
              {unseen.map(({ cluster }) => visibleText(cluster)).join(", ")}
            </code>{" "}
            were seen: a binding that is missing there is not told as missing.
          </span>
        </p>
      )}
      {roles.length + bindings.length === 0 ? <Empty /> : null}
      {roles.length === 0 ? null : (
        <ul aria-label="Roles that differ" className={frame}>
          {roles.map((role) => (
            <Role key={`${role.kind} ${role.namespace ?? ""}/${role.name}`} role={role} />
          ))}
        </ul>
      )}
      {bindings.length === 0 ? null : (
        <ul aria-label="Bindings that one cluster alone has" className={frame}>
          {bindings.map((binding) => (
            <Binding key={`${binding.cluster} ${binding.kind} ${binding.namespace ?? ""}/${binding.name}`} binding={binding} />
          ))}
        </ul>
      )}
    </>
  );
}

function Name({ kind, namespace, name }: { kind: string; namespace?: string | undefined; name: string }) {
  return (
    <>
      <span className="text-12 text-ink-3">{kind} </span>
      <code className="font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">
        {visibleText(namespace === undefined ? name : `${namespace}/${name}`)}
      </code>
    </>
  );
}

function Role({ role: { variants, ...role } }: { role: Content["roles"][number] }) {
  return (
    <li className="border-line border-b last:border-b-0">
      <h2 className="bg-sunk px-4 py-1.5 font-normal text-13">
        <Name {...role} />
      </h2>
      <ul>
        {variants.map(({ clusters, isDefault, more, less, beyond }, index) => (
          <li key={clusters.join(" ")} className="break-inside-avoid border-line border-t px-4 py-2 text-12 first:border-t-0">
            <p className="[overflow-wrap:anywhere]">
              <code className="text-ink [unicode-bidi:isolate]">{clusters.map(visibleText).join(", ")}</code>
              {isDefault ? <Badge className="ml-2">Kubernetes’ own</Badge> : null}
              {index === 0 ? <span className="text-ink-3"> · the others are compared with this one</span> : null}
            </p>
            <ul>
              {more.map((words) => (
                <Right key={words} what="more" words={words} />
              ))}
              {less.map((words) => (
                <Right key={words} what="less" words={words} />
              ))}
              {beyond > 0 ? <li className="text-ink-3">and {beyond.toLocaleString("en-GB")} more</li> : null}
            </ul>
          </li>
        ))}
      </ul>
    </li>
  );
}

function Right({ what, words }: { what: "more" | "less"; words: string }) {
  return (
    <li className="pl-[6ch] -indent-[6ch] [overflow-wrap:anywhere]">
      <span className="text-ink-3">{what}: </span>
      <code className="text-ink">{visibleText(words)}</code>
    </li>
  );
}

function Binding({ binding }: { binding: Content["bindings"][number] }) {
  const { role, subjects, moreSubjects, cluster } = binding;
  return (
    <li className="break-inside-avoid border-line border-b px-4 py-2 text-12 last:border-b-0">
      <p>
        <Name {...binding} />
      </p>
      <p className="text-ink-2 [overflow-wrap:anywhere]">
        only in <code className="text-ink [unicode-bidi:isolate]">{visibleText(cluster)}</code>, gives{" "}
        <bdi>{visibleText(role)}</bdi> to
      </p>
      <ul>
        {subjects.map((subject) => (
          <li key={subjectKey(subject)}>
            <ReportSubject subject={subject} />
          </li>
        ))}
        {moreSubjects > 0 ? <li className="text-ink-3">and {moreSubjects.toLocaleString("en-GB")} more</li> : null}
        {subjects.length === 0 ? <li className="text-ink-3">nobody</li> : null}
      </ul>
    </li>
  );
}

export const driftFace: ReportFace<"drift"> = {
  name: "Drift between clusters",
  lede: (content) => driftWords(content),
  Content: DriftContent,
};
