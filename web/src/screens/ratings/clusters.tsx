import type { Cluster, RatingAnswer, SpatialStatistics } from '../../api/plan-types';
import { Atlas, AtlasLegend } from '../../charts/atlas';
import { exact } from '../../i18n/format';
import { nameOf, t } from '../../i18n/t';
import { selectedArea, statistics } from '../../state/plan';
import { select } from '../../state/map-state';
import { CLUSTER_COLOURS } from '../../style/stars';
import { Await } from '../../ui/states';
import { shownTitle } from './shown';

const KINDS: readonly Cluster[] = ['high-high', 'low-low', 'high-low', 'low-high'];

/** Where high and low scores gather (local Moran's I), and how unequal they are between and within the circles. */
export function Clusters({ answer, part }: { answer: RatingAnswer; part: 'map' | 'list' }) {
  return <Await resource={statistics()} what={t('figures.ratings.clusters')} lines={8}>{(found) => (part === 'map' ? <ClusterMap answer={answer} found={found} /> : <Numbers answer={answer} found={found} />)}</Await>;
}

function ClusterMap({ answer, found }: { answer: RatingAnswer; found: SpatialStatistics }) {
  const byAdcode = new Map(found.clusters.map((each) => [each.adcode, each]));
  const chosen = selectedArea();
  return (
    <>
      <Atlas level={answer.level} label={`${t('figures.ratings.clusters')} ${shownTitle(answer)}`} chosen={chosen ? [chosen] : []} choose={(adcode) => select({ kind: 'area', adcode })}
        areas={(adcode) => { const each = byAdcode.get(adcode); return { colour: each ? CLUSTER_COLOURS[each.cluster] : null, text: each ? t(`figures.cluster.${each.cluster}`) : t('state.notReported') }; }} />
      <AtlasLegend missing={answer.areas.some((area) => !byAdcode.has(area.adcode))} classes={[...KINDS, 'none' as const].map((kind) => ({ colour: CLUSTER_COLOURS[kind], text: t(`figures.cluster.${kind}`) }))} />
    </>
  );
}

function Numbers({ answer, found }: { answer: RatingAnswer; found: SpatialStatistics }) {
  const areas = new Map(answer.areas.map((area) => [area.adcode, area]));
  return (
    <div class="statistics" data-testid="statistics">
      {found.undefined && <p class="empty">{t(`figures.undefined.${found.undefined}`)}</p>}
      {found.moran && (
        <>
          <h3>{t('figures.ratings.moran')}</h3>
          <p class="big"><span class="number">{exact(found.moran.i, 3)}</span></p>
          <p class="faint">{t('figures.ratings.moranNote', { expectation: exact(found.moran.expectation, 3), p: exact(found.moran.p, 4), n: found.moran.areas, permutations: found.permutations })}</p>
        </>
      )}
      {KINDS.map((kind) => {
        const members = found.clusters.filter((each) => each.cluster === kind);
        return members.length > 0 && (
          <section key={kind}>
            <h3><span><span class="patch" style={{ background: CLUSTER_COLOURS[kind] }} />{t(`figures.cluster.${kind}`)}</span><span class="number">{members.length}</span></h3>
            <p>{members.map((each) => { const area = areas.get(each.adcode); return area && <button key={each.adcode} class="row-button member" onClick={() => select({ kind: 'area', adcode: each.adcode })}>{nameOf(area)}</button>; })}</p>
          </section>
        );
      })}
      <h3>{t('figures.ratings.inequality')}</h3>
      <dl class="facts">
        <dt>{t('figures.ratings.gini')}</dt><dd class="number">{found.gini === undefined ? '–' : exact(found.gini, 3)}</dd>
        {found.theil && <><dt>{t('figures.ratings.theil')}</dt><dd class="number">{exact(found.theil.total, 4)}</dd><dt>{t('figures.ratings.between')}</dt><dd class="number">{exact(found.theil.between, 4)}</dd><dt>{t('figures.ratings.within')}</dt><dd class="number">{exact(found.theil.within, 4)}</dd></>}
      </dl>
      <p class="faint">{t('figures.ratings.inequalityNote')}</p>
    </div>
  );
}
