"""What OWSLib reads of the service at argv[1]; one line of JSON."""
import json
import sys

from owslib.ogcapi.features import Features

service = Features(sys.argv[1])
items = service.collection_items
page = items("5g", limit=10)
pages = [page]
while True:
    following = [link for link in pages[-1]["links"] if link["rel"] == "next"]
    if not following:
        break
    # OWSLib has no paging of its own: the cursor of the link goes back in as a parameter.
    cursor = following[0]["href"].split("cursor=")[1].split("&")[0]
    pages.append(items("5g", limit=10, cursor=cursor))

plane = "http://www.opengis.net/def/crs/EPSG/0/4549"
print(json.dumps({
    "collections": service.feature_collections(),
    "title": service.collection("counties")["title"],
    "conforms": len(service.conformance()["conformsTo"]),
    "api": service.api()["openapi"],
    "queryables": sorted(service.collection_queryables("counties")["properties"]),
    "bbox": [feature["properties"]["code"] for feature in items("5g", limit=100, bbox=[117, 36.6, 117.0765, 36.7])["features"]],
    "filter": [feature["properties"]["code"] for feature in items("5g", limit=100, filter="heightM > 22 AND operator = 'cmcc'")["features"]],
    "paged": [feature["properties"]["code"] for one in pages for feature in one["features"]],
    "plane": items("5g", limit=1, crs=plane)["features"][0]["geometry"]["coordinates"],
    "one": service.collection_item("counties", "370102")["properties"]["name"],
}))
