"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ShieldOff, UserRound } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { Finding, FindingDetail } from "#contracts/findings.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { TextArea } from "../ui/field.tsx";
import { Link } from "../ui/link.tsx";
import { PaneSection } from "../ui/pane.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { dayWords, oneLine } from "../waivers/waiver-words.ts";
import { chosenOf, matchOf } from "./selection.ts";
import { nameFor } from "./selection-bar.tsx";

const WaiveDialog = dynamic(() => import("../waivers/waive-dialog.tsx").then((m) => m.WaiveDialog), { ssr: false });
const AssignDialog = dynamic(() => import("./assign-dialog.tsx").then((m) => m.AssignDialog), { ssr: false });

/** What a person may decide about one finding. */
export function FindingDecisions({ finding }: { finding: Finding }) {
  const may = useMay("finding:act");
  const [asked, setAsked] = useState<"waive" | "assign" | undefined>(undefined);
  const close = () => setAsked(undefined);
  if (!may) return null;
  const chosen = [chosenOf(finding)];
  return (
    <>
      <Button size="small" onClick={() => setAsked("assign")}>
        <UserRound aria-hidden />
        {finding.assignee === undefined ? "Assign" : visibleText(finding.assignee.name)}
      </Button>
      {finding.waiver === undefined ? (
        <Button size="small" onClick={() => setAsked("waive")}>
          <ShieldOff aria-hidden />
          Waive
        </Button>
      ) : null}
      {asked === "assign" ? <AssignDialog chosen={chosen} assignee={finding.assignee?.id} onClose={close} /> : null}
      {asked === "waive" ? <WaiveDialog match={matchOf(chosen)} name={nameFor(chosen)} onClose={close} /> : null}
    </>
  );
}

/** Says that somebody decided to live with it, who, why and until when. */
export function WaivedBanner({ waiver }: { waiver: NonNullable<Finding["waiver"]> }) {
  return (
    <section aria-label="Waiver" className="border-line border-b bg-sunk px-4 py-3">
      <p className="flex items-start gap-2">
        <ShieldOff aria-hidden className="mt-0.5 size-4 flex-none stroke-[1.5] text-ink-3" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <b className="font-label">
            Waived until {dayWords(waiver.until)} by <bdi>{visibleText(waiver.by)}</bdi>:
          </b>{" "}
          <bdi>{oneLine(waiver.reason)}</bdi>
          <span className="block text-12 text-ink-3">
            It still stands: a waived finding is not a passed one. Owner <bdi>{visibleText(waiver.owner)}</bdi>
            {waiver.ticket === undefined ? "" : ", "}
            {waiver.ticket === undefined ? null : <bdi>{visibleText(waiver.ticket)}</bdi>}
            {" · "}
            <Link href="/findings/waivers" className="text-accent-text underline">
              {visibleText(waiver.name)}
            </Link>
          </span>
        </span>
      </p>
    </section>
  );
}

/** A field for what there is to say about a finding; what was said stands in its history. */
export function CommentField({ finding }: { finding: FindingDetail }) {
  const may = useMay("finding:act");
  const [text, setText] = useState("");
  const cache = useQueryClient();
  const comment = useMutation(
    api.findingLife.comment.mutationOptions({
      onSuccess: async () => {
        setText("");
        await cache.invalidateQueries({ queryKey: api.findings.get.key() });
      },
    }),
  );
  if (!may) return null;
  return (
    <PaneSection title="Comment">
      <form
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          comment.mutate({ id: finding.scanId, fingerprint: finding.fingerprint, text });
        }}
      >
        {comment.error === null ? null : <ProblemLine error={comment.error} />}
        <TextArea
          aria-label="Comment"
          rows={2}
          maxLength={4000}
          required
          placeholder="Plain text; who sees the finding sees it."
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" size="small" busy={comment.isPending} disabled={text.trim() === ""} className="justify-self-start">
          Comment
        </Button>
      </form>
    </PaneSection>
  );
}
