import { signal } from '@preact/signals';
import type { AreaValue, Condition, IndicatorAnswer } from '../../api/plan-types';
import { Atlas, AtlasLegend, SMALL_NAME_SIZE } from '../../charts/atlas';
import { clock, day, exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { layerOf } from '../../state/catalogue';
import { historyAt, moment, openedIndicator, selectedArea } from '../../state/plan';
import { select } from '../../state/map-state';
import { store } from '../../state/store';
import { areaClasses } from '../../style/area-classes';
import { amount, StatusMark, whyMissing } from '../../ui/figures';
import { Icon } from '../../ui/icon';
import { Await } from '../../ui/states';
import { PlanEditor } from './plan-editor';

const finer = signal(false);

/** One indicator: where it stands on the map, what it is, what it was made from, and the sites and evidence behind it. */
export function IndicatorPanel({ id }: { id: string }) {
  return (
    <>
      <header class="panel-head">
        <h2>{openedIndicator(id).value ? say(openedIndicator(id).value!.definition.title) : ''}</h2>
        <button class="icon-button" aria-label={t('action.close')} title={t('action.close')} onClick={() => (store.shown.value = null)}><Icon name="close" /></button>
      </header>
      <Await resource={openedIndicator(id)} what={t('figures.plan.indicator')} lines={10}>{(answer) => <Opened answer={answer} />}</Await>
    </>
  );
}

function Opened({ answer }: { answer: IndicatorAnswer }) {
  const { definition } = answer;
  const area = selectedArea();
  const here = answer.values.find((value) => value.adcode === (area ?? '370000')) ?? answer.values[0];
  const hasCounties = answer.values.some((value) => value.level === 'county');
  const level = finer.value && hasCounties ? 'county' : 'city';
  return (
    <>
      {here && <Headline answer={answer} here={here} />}
      {answer.values.some((value) => value.level === 'city') && <Map answer={answer} level={level} hasCounties={hasCounties} />}
      <Definition answer={answer} />
      <Evidence answer={answer} />
      <History id={definition.id} answer={answer} />
      <PlanEditor answer={answer} />
    </>
  );
}

function Headline({ answer, here }: { answer: IndicatorAnswer; here: AreaValue }) {
  return (
    <div class="headline">
      <p class="big"><span class="number" data-testid="opened-value">{here.value === undefined ? whyMissing(here.missing) : amount(here.value, answer.definition.decimals)}</span>{here.value !== undefined && <span class="unit"> {say(answer.unit)}</span>} <StatusMark status={here.status} /></p>
      <p class="faint">{nameOf(here)} · {t('figures.plan.yearEnd', { year: answer.period })}{here.target !== undefined && ` · ${t('figures.plan.target')} ${amount(here.target, answer.definition.decimals, answer.unit)}`}</p>
      {here.whole !== undefined && <p class="faint">{t('figures.plan.partOf', { part: exact(here.part!), whole: exact(here.whole) })}</p>}
      {here.reported && here.value !== here.reported.value && <p>{t('figures.plan.published', { value: amount(here.reported.value, answer.definition.decimals, answer.unit), period: here.reported.period })}</p>}
      {answer.demonstration && <p><span class="badge">{t('badge.synthetic')}</span> <span class="faint">{t('badge.syntheticLong')}</span></p>}
    </div>
  );
}

function Map({ answer, level, hasCounties }: { answer: IndicatorAnswer; level: 'city' | 'county'; hasCounties: boolean }) {
  const values = answer.values.filter((value) => value.level === level);
  const byAdcode = new globalThis.Map(values.map((value) => [value.adcode, value]));
  const { classes, colourOf } = areaClasses(values.map((value) => value.value ?? null));
  const text = (value: number) => amount(value, answer.definition.decimals);
  const sorted = [...values].sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  const chosen = selectedArea();
  return (
    <section>
      <h3 class="map-title">{t('figures.plan.map')}
        {hasCounties && (
          <span class="segments">
            <button aria-pressed={!finer.value} onClick={() => (finer.value = false)}>{t('level.city')}</button>
            <button aria-pressed={finer.value} onClick={() => (finer.value = true)}>{t('one.county')}</button>
          </span>
        )}
      </h3>
      <Atlas level={level} nameSize={SMALL_NAME_SIZE} label={say(answer.definition.title)} chosen={chosen ? [chosen] : []} choose={(adcode) => select({ kind: 'area', adcode })}
        areas={(adcode) => ({ colour: colourOf(byAdcode.get(adcode)?.value ?? null), text: amount(byAdcode.get(adcode)?.value, answer.definition.decimals, answer.unit) })} />
      <AtlasLegend missing={values.some((value) => value.value === undefined)} classes={classes.map(({ colour, low, high }) => ({ colour, text: low === high ? text(low) : `${text(low)}–${text(high)}` }))} />
      <details class="twin" open={level === 'city'}>
        <summary>{t('figures.plan.values')}</summary>
        <ul class="value-list" data-testid="values">
          {sorted.map((value) => (
            <li key={value.adcode}>
              <button class="row-button" onClick={() => select({ kind: 'area', adcode: value.adcode })}>{nameOf(value)}</button>
              <span class={`number ${value.value === undefined ? 'faint' : ''}`}>{value.value === undefined ? whyMissing(value.missing) : amount(value.value, answer.definition.decimals, answer.unit)}</span>
            </li>
          ))}
        </ul>
      </details>
      <p class="tables"><a class="link" href={`/api/indicators/${answer.definition.id}${moment({ f: 'csv', lang: store.language.value })}`} download>CSV</a> <a class="link" href={`/api/indicators/${answer.definition.id}${moment({ f: 'xlsx', lang: store.language.value })}`} download>XLSX</a></p>
    </section>
  );
}

function Definition({ answer }: { answer: IndicatorAnswer }) {
  const { definition } = answer;
  return (
    <section data-testid="definition">
      <h3>{t('figures.plan.definition')}</h3>
      <dl class="facts">
        <dt>{t('figures.plan.article')}</dt><dd>{t('layers.article', { n: definition.article })} {say(answer.articleTitle)}</dd>
        <dt>{t('figures.plan.lead')}</dt><dd>{answer.leads.map(say).join(t('list.comma'))}</dd>
        <dt>{t('figures.plan.kind')}</dt><dd>{t(`figures.kind.${definition.kind}` as 'figures.kind.count')}</dd>
        {definition.field && <><dt>{t('figures.plan.field')}</dt><dd>{fieldTitle(definition.layer, definition.field)}</dd></>}
        {definition.where.length > 0 && <><dt>{t('figures.plan.where')}</dt><dd>{definition.where.map((each) => conditionText(definition.layer, each)).join(t('list.comma'))}</dd></>}
        {definition.of.length > 0 && <><dt>{t('figures.plan.of')}</dt><dd>{definition.of.map((each) => conditionText(definition.zones ?? definition.layer, each)).join(t('list.comma'))}</dd></>}
        {definition.components.map((part) => (
          <><dt>{t('figures.plan.component')}</dt><dd><button class="link" onClick={() => (store.shown.value = part.indicator)}>{part.indicator}</button> × {part.weight} ({part.min}–{part.max}{part.per ? ` / ${t(`figures.per.${part.per}` as 'figures.per.10k-people')}` : ''})</dd></>
        ))}
        {definition.note && <><dt>{t('figures.plan.note')}</dt><dd>{say(definition.note)}</dd></>}
      </dl>
    </section>
  );
}

/** What it was made from: layers in the version that was read, with the way to their sites; reports with their evidence. */
function Evidence({ answer }: { answer: IndicatorAnswer }) {
  const reports = answer.values.filter((value) => value.reported);
  const area = selectedArea();
  return (
    <section data-testid="evidence">
      <h3>{t('figures.plan.evidence')}</h3>
      <ul class="evidence">
        {answer.inputs.map((input) => (
          <li key={input.layer}>
            {input.title ? say(input.title) : input.layer} <span class="faint">{input.dataVersion ? t('figures.plan.layerVersion', { version: input.dataVersion, date: day(input.publishedAt ?? '') }) : t('figures.missing.not-published')}</span>{' '}
            {input.dataVersion !== undefined && <a class="link" data-testid="sites" href={`/?l=${input.layer}&m=count.${input.layer}&as=list${area ? `&sel=${area}` : ''}${store.language.value === 'en' ? '&lang=en' : ''}`}>{t('figures.plan.sites')}</a>}
          </li>
        ))}
        {reports.map(({ reported, ...area }) => (
          <li key={area.adcode}>
            <strong>{nameOf(area)}</strong> {reported!.period} <span class="number">{amount(reported!.value, answer.definition.decimals, answer.unit)}</span>
            <p class="faint"><Source text={reported!.evidence} /></p>
          </li>
        ))}
        {answer.inputs.length === 0 && reports.length === 0 && <li class="faint">{t('figures.plan.noEvidence')}</li>}
      </ul>
    </section>
  );
}

/** Evidence as written; an address in it can be followed. */
function Source({ text }: { text: string }) {
  const match = /https?:\/\/[^\s（）()，；]+/.exec(text);
  if (!match) return <>{text}</>;
  return <>{text.slice(0, match.index)}<a class="link" href={match[0]} rel="noopener noreferrer">{match[0]}</a>{text.slice(match.index + match[0].length)}</>;
}

const historyOpen = signal(false);

function History({ id, answer }: { id: string; answer: IndicatorAnswer }) {
  return (
    <details class="twin" open={historyOpen.value} onToggle={(event) => (historyOpen.value = event.currentTarget.open)}>
      <summary>{t('figures.plan.history')}</summary>
      {historyOpen.value && (
        <Await resource={historyAt(`${id}/history${moment({ area: selectedArea() })}`)} what={t('figures.plan.history')} lines={3}>
          {({ states }) => (
            <ul class="value-list">
              {states.length === 0 && <li class="faint">{t('figures.plan.noHistory')}</li>}
              {states.map((state) => (
                <li key={state.publication}>
                  <button class="row-button" title={state.source} onClick={() => (store.at.value = state.publication)}>#{state.publication} {clock(new Date(state.publishedAt))} {state.actor}</button>
                  <span class="number">{amount(state.value, answer.definition.decimals, answer.unit)}</span>
                </li>
              ))}
            </ul>
          )}
        </Await>
      )}
    </details>
  );
}

function fieldTitle(layer: string | undefined, name: string): string {
  const field = layer ? layerOf(layer)?.geo.fields.find((each) => each.name === name) : undefined;
  return field ? say(field.title) : name;
}

function conditionText(layer: string | undefined, condition: Condition): string {
  const field = layer ? layerOf(layer)?.geo.fields.find((each) => each.name === condition.field) : undefined;
  const values = condition.in?.map((value) => say(field?.domain?.find((known) => known.value === value)?.title) || (value === 'true' ? t('value.yes') : value === 'false' ? t('value.no') : value));
  const limits = [condition.atLeast !== undefined && `≥ ${condition.atLeast}`, condition.atMost !== undefined && `≤ ${condition.atMost}`].filter(Boolean).join(' ');
  return `${field ? say(field.title) : condition.field}${t('list.colon')}${values ? values.join(' / ') : limits}`;
}
