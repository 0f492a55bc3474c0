"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { Authentication } from "#contracts/access/authentication.ts";
import { Link } from "../../ui/link.tsx";
import { Answer } from "../../ui/panel.tsx";
import { ErrorState, PartialBanner, Skeleton, SkeletonRows } from "../../ui/states.tsx";
import { gapSummary } from "../gap-summary.ts";
import { findingsOfChecks } from "../risks/risk-words.ts";
import { ClassesPanel } from "./classes-panel.tsx";
import { authenticationTitle, checksOfSigningIn } from "./method-words.ts";
import { MethodsPanel } from "./methods-panel.tsx";
import { TokensPanel } from "./tokens-panel.tsx";

/** How people and programs prove who they are, as far as the cluster shows it. */
export function AuthenticationPage({ scanId }: { scanId: string }) {
  const query = useQuery(api.access.authentication.queryOptions({ input: { id: scanId } }));
  return (
    <div className="h-full overflow-y-auto px-8 pt-6 pb-10 narrow:h-auto narrow:px-4 narrow:pt-4">
      {query.data !== undefined ? (
        <Found scanId={scanId} found={query.data} />
      ) : query.isError ? (
        <ErrorState level={1} error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />
      ) : (
        <AuthenticationSkeleton bare />
      )}
    </div>
  );
}

function Found({ scanId, found }: { scanId: string; found: Authentication }) {
  return (
    <>
      <Answer title={`${authenticationTitle(found.methods)}.`}>
        <p>
          What the API server takes as proof of who asks, told from its flags, its objects and its kinds. What runs outside the
          cluster cannot be seen from inside.{" "}
          <Link href={findingsOfChecks(scanId, checksOfSigningIn)} className="text-accent-text underline">
            What should not be so
          </Link>{" "}
          stands among the findings.
        </p>
      </Answer>
      {found.gaps.length === 0 ? null : (
        <div className="mb-5">
          <PartialBanner title="Not every subject is known">
            <p>{gapSummary(found.gaps)}: more subjects may hold rights.</p>
          </PartialBanner>
        </div>
      )}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_400px]">
        <MethodsPanel methods={found.methods} />
        <div className="grid min-w-0 gap-5">
          <ClassesPanel classes={found.classes} />
          <TokensPanel tokens={found.tokens} />
        </div>
      </div>
    </>
  );
}

/** The page before its scan, or its answer, is there. */
export function AuthenticationSkeleton({ bare = false }: { bare?: boolean }) {
  return (
    <div aria-busy="true" className={bare ? "" : "px-8 pt-6 narrow:px-4"}>
      <h1 className="sr-only">Authentication</h1>
      <Skeleton className="mb-3 h-9 w-3/5" />
      <Skeleton className="mb-6 h-4 w-2/5" />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_400px]">
        <div className="rounded-panel border border-line bg-panel">
          <SkeletonRows rows={12} columns={3} />
        </div>
        <div className="rounded-panel border border-line bg-panel">
          <SkeletonRows rows={6} columns={2} />
        </div>
      </div>
    </div>
  );
}
