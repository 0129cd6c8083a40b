import { useState } from 'react';
import { useSay } from '../../../language';
import { FieldInput } from '../FieldInput';
import type { Draft, Field } from '../fields';
import { labelOf } from '../labels';
import { partDraft, partOf, withField } from './partText';

interface Props {
  field: Field;
  text: string;
  set: (text: string) => void;
  error?: string | undefined;
  isFixed: boolean;
  label?: string;
}

/** A part of an object, with fields of its own: a forwarding's targets. */
export function PartInput({ field, text, set, error, isFixed, label }: Props) {
  const say = useSay();
  const [typed, setTyped] = useState<{ draft: Draft; text: string }>(() => ({ draft: partDraft(field.parts, text), text }));
  // What came from elsewhere takes the place of what was typed here: it was saved, or theirs was chosen.
  const draft = typed.text === text ? typed.draft : partDraft(field.parts, text);
  return (
    <fieldset className="part" data-field={field.key} disabled={isFixed}>
      <legend>{label ?? say(labelOf(field.key))}</legend>
      <div className="form-grid">
        {field.parts.map((one) => (
          <FieldInput
            key={one.key}
            field={one}
            text={draft[one.key]}
            set={(value) => {
              const next = { ...draft, [one.key]: value ?? '' };
              const whole = withField(field.parts, next, partOf(text));
              setTyped({ draft: next, text: whole });
              set(whole);
            }}
            isNew={false}
            isFixed={isFixed}
          />
        ))}
      </div>
      {error && <div className="part-error">{error}</div>}
    </fieldset>
  );
}
