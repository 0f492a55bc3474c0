"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { Authorizers } from "#contracts/access/authorizers.ts";
import { CodeBlock } from "../ui/copy.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Facts, Panel } from "../ui/panel.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { visibleText } from "../ui/visible-text.ts";

/** Who decides beside RBAC, how RBAC compares with the API server's own answers, and what no look can see. */
export function AuthorizersPanel({ scanId, className }: { scanId: string; className?: string }) {
  const query = useQuery(api.access.authorizers.queryOptions({ input: { id: scanId }, staleTime: Number.POSITIVE_INFINITY }));
  return (
    <Panel title="Beside RBAC" {...(className !== undefined && { className })}>
      {query.isError ? <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} /> : null}
      {query.isPending ? <SkeletonRows rows={4} columns={2} /> : null}
      {query.data === undefined ? null : <Content authorizers={query.data} />}
    </Panel>
  );
}

function Content({ authorizers }: { authorizers: Authorizers }) {
  const { crossCheck, sentence, modes, modesInFile, cloud, awsAuth, identities, outOfView } = authorizers;
  const agreed = crossCheck.state === "asked" && crossCheck.differ === 0 && crossCheck.agree > 0;
  return (
    <div className="grid gap-3 px-4 py-3">
      <p className="flex gap-2">
        <VerdictGlyph
          verdict={agreed ? "pass" : crossCheck.state === "asked" && crossCheck.differ > 0 ? "fail" : "notAssessed"}
          className="mt-1"
        />
        <span className="min-w-0">{sentence}</span>
      </p>
      {crossCheck.state === "asked" && crossCheck.differences.length > 0 ? <Differences items={crossCheck.differences} /> : null}
      {crossCheck.state === "notAsked" && crossCheck.grant !== undefined ? (
        <details>
          <summary className="inline-flex min-h-6 items-center text-accent-text">Show what to grant</summary>
          <p className="my-1 text-12 text-ink-2">
            It lets the reader ask what anybody may do, and nothing more: the next scan then asks 200 questions at its end.
          </p>
          <CodeBlock text={crossCheck.grant} label="The role that lets a scan ask" />
        </details>
      ) : null}
      <Facts
        items={[
          {
            name: "Authorizers",
            value: modes === undefined ? (modesInFile ? "in a file that was not seen" : "not seen") : modes.join(", "),
          },
          { name: "Users from", value: identities.length === 0 ? "not seen" : identities.join(", ") },
          ...(cloud === undefined ? [] : [{ name: "Cloud", value: cloud }]),
          ...(cloud === "EKS" || awsAuth === true
            ? [{ name: "aws-auth", value: awsAuth === undefined ? "not seen" : awsAuth ? "there" : "not there" }]
            : []),
        ]}
      />
      {outOfView.length === 0 ? null : (
        <div>
          <h3 className="mb-1 flex items-center gap-1.5 font-normal text-12 text-ink-3">
            <VerdictGlyph verdict="notAssessed" />
            Out of view
          </h3>
          <ul className="grid gap-1 text-12 text-ink-2">
            {outOfView.map(({ what, why }) => (
              <li key={what}>
                <b className="font-label text-ink">{what}.</b> {why}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

type Differences = Extract<Authorizers["crossCheck"], { state: "asked" }>["differences"];

function Differences({ items }: { items: Differences }) {
  return (
    <details>
      <summary className="inline-flex min-h-6 items-center text-accent-text">Show the answers that differ</summary>
      <ul className="mt-1 grid gap-2 text-12">
        {items.map((item) => (
          <li key={JSON.stringify([item.user, item.groups, item.action, item.namespace])} className="[overflow-wrap:anywhere]">
            <code className="[unicode-bidi:isolate]">{visibleText(item.user)}</code>:{" "}
            <code className="[unicode-bidi:isolate]">{visibleText(item.action)}</code>
            {item.namespace === undefined ? "" : ` in ${visibleText(item.namespace)}`}
            <span className="block text-ink-3">
              {item.server === "allowed" ? "allowed" : item.server === "denied" ? "denied" : "not allowed"} by the API server,{" "}
              {item.rbac === "allowed" ? "allowed" : "not allowed"} by RBAC: likely {item.likely}
              {item.reason === undefined ? "" : ` (${visibleText(item.reason)})`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
