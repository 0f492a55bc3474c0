"use client";
import { useMutation } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { PageBody } from "../shell/page-body.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Input, TextArea } from "../ui/field.tsx";
import { FileButton } from "../ui/file-button.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { JudgedManifestsView } from "./judged-manifests.tsx";
import { UpgradeTabs } from "./upgrade-tabs.tsx";
import { targetParser } from "./upgrade-url.ts";

/** Characters that the API takes of all files together. */
const most = 8_388_608;

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Manifests that stay in this page: nothing of them is kept, and no address can hold them. */
export function ManifestsPage() {
  const [text, setText] = useState("");
  const [target, setTarget] = useMinor("target");
  const [from, setFrom] = useMinor("from");
  const [problem, setProblem] = useState<string>();
  const judge = useMutation(api.upgrade.judgeManifests.mutationOptions());
  const run = (files: readonly NamedText[]) => {
    const size = files.reduce((sum, file) => sum + file.text.length, 0);
    setProblem(size > most ? "The files are larger than 8 MiB together: judge them with npx drydock upgrade." : undefined);
    if (size > most || files.length === 0) return;
    judge.mutate({ files: [...files], ...(target === "" ? {} : { target }), ...(from === "" ? {} : { from }) });
  };
  return (
    <>
      <UpgradeTabs />
      <PageBody>
        <Answer title="Which manifests does an upgrade break?">
          Open or paste manifests, Lists, or what Helm prints. They are judged for a minor and kept nowhere. In CI{" "}
          <code>npx drydock upgrade -f DIR</code> does the same.
        </Answer>
        <Panel>
          <div className="grid gap-4 p-4">
            <div className="flex flex-wrap gap-4">
              <MinorField label="To" hint="The newest that is known, if empty." value={target} onChange={setTarget} />
              <MinorField label="From" hint="What runs today." value={from} onChange={setFrom} />
            </div>
            <Field label="Manifests" hint="YAML or JSON, several documents." error={problem}>
              {(control) => (
                <TextArea
                  {...control}
                  mono
                  rows={8}
                  spellCheck={false}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  className="min-h-40 resize-y"
                />
              )}
            </Field>
          </div>
          <div className="flex flex-wrap gap-2 border-line border-t px-4 py-3">
            <Button
              tone="primary"
              disabled={text.trim() === ""}
              busy={judge.isPending}
              onClick={() => run([{ name: "pasted", text }])}
            >
              Judge
            </Button>
            <OpenFiles onOpen={run} />
          </div>
        </Panel>
        <div className="mt-6">
          {judge.isError ? (
            <ErrorState error={problemOf(judge.error)} className="rounded-panel border border-line bg-panel" />
          ) : null}
          {judge.isPending ? <Waiting /> : null}
          {judge.data === undefined ? null : <JudgedManifestsView judged={judge.data} />}
        </div>
      </PageBody>
    </>
  );
}

/** @returns a minor as it is typed; whole, it stands in the address. */
function useMinor(name: "target" | "from"): readonly [string, (typed: string) => void] {
  const [minor, setMinor] = useQueryState(name, targetParser);
  const [typed, setTyped] = useState(minor ?? "");
  const type = (text: string) => {
    setTyped(text);
    void setMinor(targetParser.parse(text));
  };
  return [typed, type];
}

interface MinorFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function MinorField({ label, hint, value, onChange }: MinorFieldProps) {
  const wrong = value !== "" && targetParser.parse(value) === null;
  return (
    <Field label={label} hint={hint} error={wrong ? "Write it as 1.37." : undefined} className="w-48">
      {(control) => <Input {...control} mono value={value} onChange={(event) => onChange(event.target.value.trim())} />}
    </Field>
  );
}

function OpenFiles({ onOpen }: { onOpen: (files: readonly NamedText[]) => void }) {
  const open = async (chosen: readonly File[]) => {
    onOpen(
      await Promise.all(
        chosen.map(async (file) => ({ name: file.name, text: file.size > most ? " ".repeat(most + 1) : await file.text() })),
      ),
    );
  };
  return (
    <FileButton multiple accept=".yaml,.yml,.json,.txt" label="Files with manifests" onFiles={(files) => void open(files)}>
      Open files
    </FileButton>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="rounded-panel border border-line bg-panel">
      <SkeletonRows rows={6} columns={4} />
    </div>
  );
}
