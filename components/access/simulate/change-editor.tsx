import { Play, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field, Input, TextArea } from "../../ui/field.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Answer, Panel } from "../../ui/panel.tsx";
import type { Change } from "./simulate-page.tsx";

const example = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  namespace: default
  name: web-may-read-secrets
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
subjects:
  - kind: ServiceAccount
    namespace: default
    name: default
`;

/** Bytes that the API takes of a change. */
const most = 1_048_576;

interface EditorProps {
  readonly change: Change;
  readonly onChange: (change: Change) => void;
  readonly onRun: () => void;
  readonly busy: boolean;
}

/** Where a change is pasted, opened from a file, and objects to delete are named. */
export function ChangeEditor({ change, onChange, onRun, busy }: EditorProps) {
  const [problem, setProblem] = useState<string>();
  const nothing = change.text.trim() === "" && change.deletions.length === 0;
  const open = async (chosen: readonly File[]) => {
    const texts = await Promise.all(chosen.map((one) => (one.size > most ? "" : one.text())));
    const large = chosen.find((one) => one.size > most);
    setProblem(large === undefined ? undefined : `${large.name} is larger than 1 MiB.`);
    const added = texts.filter((text) => text.trim() !== "");
    if (added.length > 0)
      onChange({ ...change, text: [change.text.trimEnd(), ...added].filter((text) => text !== "").join("\n---\n") });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!nothing) onRun();
  };
  return (
    <form onSubmit={submit}>
      <Answer title="What would a change to roles and bindings do?">
        Paste what will be applied, or name what will be deleted. It is tried on what this scan saw; nothing is applied to the
        cluster, and nothing is kept here.
      </Answer>
      <Panel>
        <div className="grid items-start gap-x-6 gap-y-4 p-4 wide:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <Field
            label="Objects that will be applied"
            hint="Roles, ClusterRoles and bindings as YAML or JSON, each replaced as a whole; several documents and Lists are fine."
            error={problem}
          >
            {(control) => (
              <TextArea
                {...control}
                mono
                rows={12}
                spellCheck={false}
                value={change.text}
                maxLength={most}
                placeholder={example}
                onChange={(event) => onChange({ ...change, text: event.target.value })}
                className="min-h-48 resize-y"
              />
            )}
          </Field>
          <Deletions change={change} onChange={onChange} />
        </div>
        <div className="flex flex-wrap gap-2 border-line border-t px-4 py-3">
          <Button type="submit" tone="primary" disabled={nothing} busy={busy}>
            <Play aria-hidden />
            Simulate
          </Button>
          <FileButton multiple accept=".yaml,.yml,.json,.txt" label="Files with the change" onFiles={(files) => void open(files)}>
            Open files
          </FileButton>
          {change.text === "" ? (
            <Button tone="quiet" onClick={() => onChange({ ...change, text: example })}>
              Use an example
            </Button>
          ) : (
            <Button tone="quiet" onClick={() => onChange({ text: "", deletions: [] })}>
              Clear
            </Button>
          )}
        </div>
      </Panel>
    </form>
  );
}

function Deletions({ change, onChange }: Pick<EditorProps, "change" | "onChange">) {
  const [typed, setTyped] = useState("");
  const add = () => {
    const text = typed.trim();
    if (text === "") return;
    if (!change.deletions.includes(text)) onChange({ ...change, deletions: [...change.deletions, text] });
    setTyped("");
  };
  return (
    <div className="min-w-0">
      <Field label="Objects that will be deleted" hint="The kind and the name: RoleBinding payments/oncall, or ClusterRole ops.">
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              mono
              value={typed}
              maxLength={600}
              spellCheck={false}
              placeholder="RoleBinding payments/oncall"
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
            <Button onClick={add} disabled={typed.trim() === ""} className="flex-none">
              <Plus aria-hidden />
              Add
            </Button>
          </div>
        )}
      </Field>
      {change.deletions.length === 0 ? null : (
        <ul aria-label="Will be deleted" className="mt-2 grid gap-1">
          {change.deletions.map((deletion) => (
            <li key={deletion} className="flex items-center gap-2 text-12">
              <code className="min-w-0 flex-1 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{deletion}</code>
              <IconButton
                label={`Do not delete ${deletion}`}
                size="small"
                onClick={() => onChange({ ...change, deletions: change.deletions.filter((other) => other !== deletion) })}
              >
                <X aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
