import { t } from '../../i18n/t';
import { change, said } from './draft';
import type { DatumShift } from './types';

const NUMBERS = {
  four: ['dx', 'dy', 'rotation', 'scalePpm'],
  seven: ['dx', 'dy', 'dz', 'rx', 'ry', 'rz', 'scalePpm'],
} as const;

type NumberName = (typeof NUMBERS)[keyof typeof NUMBERS][number];

/** The city's own parameters. Without them nothing of Beijing 1954 or Xi'an 1980 is moved: guessed ones are wrong by up to 100 m. */
export function DatumForm({ code, disabled }: { code: string; disabled: boolean }) {
  const shift: Partial<DatumShift> = said.value.datumShift ?? { kind: 'seven' };
  const kind = shift.kind ?? 'seven';
  const set = (part: Partial<DatumShift>) => {
    const settings = said.peek();
    change({ ...settings, crs: settings.crs ?? code, datumShift: { ...(settings.datumShift ?? { kind: 'seven' }), ...part } as DatumShift });
  };
  const number = (name: NumberName) => (
    <label class="form-field" key={name}>
      <span>{t(`upload.datum.${name}`)}</span>
      <input class="text-input number" inputMode="decimal" value={shift[name] ?? ''} data-testid={`datum-${name}`}
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          set({ [name]: text === '' || !Number.isFinite(Number(text)) ? undefined : Number(text) });
        }} />
    </label>
  );
  return (
    <fieldset class="choices datum" disabled={disabled} data-testid="datum">
      <legend><h3>{t('upload.datum.title')}</h3></legend>
      <p class="asked">{t('upload.datum.why')}</p>
      <div class="segments" role="group" aria-label={t('upload.datum.title')}>
        {(['seven', 'four'] as const).map((each) => <button key={each} type="button" aria-pressed={kind === each} onClick={() => set({ kind: each })}>{t(`upload.datum.${each}`)}</button>)}
      </div>
      <div class="datum-numbers">{NUMBERS[kind].map(number)}</div>
      {kind === 'seven' && (
        <label class="form-field">
          <span>{t('upload.datum.convention')}</span>
          <select value={shift.convention ?? ''} onChange={(event) => set({ convention: (event.currentTarget.value || undefined) as DatumShift['convention'] })}>
            <option value="">{t('upload.layer.choose')}</option>
            <option value="position-vector">{t('upload.datum.positionVector')}</option>
            <option value="coordinate-frame">{t('upload.datum.coordinateFrame')}</option>
          </select>
        </label>
      )}
    </fieldset>
  );
}
