"""What QGIS, without a screen, reads of the service at argv[1]; the last line is JSON."""
import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsFeatureRequest, QgsProviderRegistry, QgsRectangle, QgsVectorLayer)

application = QgsApplication([], False)
application.initQgis()


def layer(name, more=""):
    opened = QgsVectorLayer(f"url='{sys.argv[1]}' typename='{name}' {more}", name, "OAPIF")
    if not opened.isValid():
        sys.exit(f"{name} is not valid: {opened.error().message()}")
    return opened


def codes(features, field="code"):
    return sorted(feature[field] for feature in features)


sites, counties = layer("5g", "pageSize='7'"), layer("counties")
box = QgsRectangle(117, 36.6, 117.0765, 36.7)
to_plane = QgsCoordinateTransform(sites.crs(), QgsCoordinateReferenceSystem("EPSG:4549"), QgsCoordinateTransformContext())
first = min(sites.getFeatures(), key=lambda feature: feature["code"])
moved = to_plane.transform(first.geometry().asPoint())
print(json.dumps({
    "version": "OAPIF" in QgsProviderRegistry.instance().providerList(),
    "crs": sites.crs().authid(),
    "fields": [field.name() for field in sites.fields()],
    "paged": codes(sites.getFeatures()),
    "bbox": codes(sites.getFeatures(QgsFeatureRequest(box))),
    "filter": codes(sites.getFeatures(QgsFeatureRequest().setFilterExpression("\"heightM\" > 22 and \"operator\" = 'cmcc'"))),
    "counties": counties.featureCount(),
    "areas": all(feature.geometry().area() > 0 for feature in counties.getFeatures()),
    "plane": [moved.x(), moved.y()],
}))
sys.stdout.flush()
os._exit(0)
