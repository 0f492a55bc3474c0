"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { SavedView } from "#contracts/finding-life.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { FormDialog } from "../shell/form-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox, Field, Input } from "../ui/field.tsx";
import { notify } from "../ui/toast.tsx";
import { addressOfView, searchOfPage } from "./view-address.ts";

interface ViewProps {
  readonly page: SavedView["page"];
  /** The view that is changed; absent, what is shown is saved. */
  readonly view?: SavedView;
  readonly onClose: () => void;
}

/** Saves what is shown under a name; or renames, shares, replaces or removes a view. */
export function ViewDialog({ page, view, onClose }: ViewProps) {
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const [replace, setReplace] = useState(false);
  const search = searchOfPage(page, usePathname(), useSearchParams().toString());
  const cache = useQueryClient();
  const router = useRouter();
  const done = async (said: string) => {
    await cache.invalidateQueries({ queryKey: api.savedViews.key() });
    notify(said);
    onClose();
  };
  const create = useMutation(
    api.savedViews.create.mutationOptions({
      onSuccess: async (made) => {
        await done(`${made.name} is saved.`);
        router.replace(addressOfView(made));
      },
    }),
  );
  const change = useMutation(api.savedViews.change.mutationOptions({ onSuccess: (made) => done(`${made.name} is changed.`) }));
  const remove = useMutation(api.savedViews.remove.mutationOptions({ onSuccess: () => done(`${view?.name} is removed.`) }));
  const error = create.error ?? change.error ?? remove.error;
  const submit = () => {
    if (view === undefined) create.mutate({ page, name: name.trim(), search, shared });
    else change.mutate({ id: view.id, name: name.trim(), shared, ...(replace && { search }) });
  };
  return (
    <FormDialog
      title={view === undefined ? "Save this view" : `Change ${view.name}`}
      description="A view keeps this page’s filters, not its results: it shows what is true when it is opened."
      action={view === undefined ? "Save the view" : "Change"}
      busy={create.isPending || change.isPending}
      width={480}
      error={null}
      aside={
        view === undefined ? null : (
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: view.id })} className="mr-auto">
            Remove
          </Button>
        )
      }
      onSubmit={submit}
      onClose={onClose}
    >
      {error === null ? null : <ProblemLine error={error} />}
      <Field label="Name">
        {(control) => (
          <Input {...control} required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <div>
        <Checkbox checked={shared} onCheckedChange={(on) => setShared(on === true)}>
          Everybody may open it; each sees what their own scope shows
        </Checkbox>
        {view === undefined ? null : (
          <Checkbox checked={replace} onCheckedChange={(on) => setReplace(on === true)}>
            Keep the filters that are shown now
          </Checkbox>
        )}
      </div>
    </FormDialog>
  );
}
