import en from 'messages:en/coverage';
import zh from 'messages:zh-CN/coverage';
import { addMessages } from '../../../i18n/t';
import { showCoverage } from '../../../map/coverage';
import { mapParts } from '../../../map/extensions';
import { drawByHand, showMarks } from '../../../map/marks-layer';
import { endAtTheBorder } from '../../../map/outside';
import { swipe } from '../../../map/swipe';
import './coverage.css';

addMessages({ zh, en });
mapParts.value = [...mapParts.peek(), showCoverage, endAtTheBorder, swipe, drawByHand, showMarks];

export { AreaCoverage } from './area-coverage';
export { BasisButton, BasisDialog } from './basis';
export { CoverageLegend } from './coverage-legend';
export { CoveragePanel } from './coverage-panel';
export { DrawBar } from './draw-bar';
export { GapTable } from './gap-table';
export { PointCard } from './point-card';
export { PolygonCard } from './polygon-card';
export { SwipeDivider } from './swipe-divider';
export { ZoneCoverage } from './zone-coverage';
