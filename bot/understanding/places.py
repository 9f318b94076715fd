"""What people call places that the IANA database files under another name, by zone. Data only."""

from collections.abc import Mapping
from typing import Final

# A state or a country that lies in several zones stands with that of most of its people: the time there is shown
# with each place offered, so that nobody agrees to a wrong one unseen.
ALSO: Final[Mapping[str, str]] = {
    "Europe/London": (
        "uk, united kingdom, great britain, britain, gb, england, scotland, wales, northern ireland, gmt, bst, "
        "manchester, birmingham, leeds, liverpool, sheffield, bristol, newcastle, nottingham, leicester, coventry, "
        "bradford, hull, stoke, wolverhampton, derby, plymouth, southampton, portsmouth, brighton, reading, luton, "
        "milton keynes, northampton, norwich, ipswich, cambridge, oxford, bath, exeter, york, bournemouth, swindon, "
        "peterborough, sunderland, middlesbrough, blackpool, preston, bolton, stockport, chester, lancaster, carlisle, "
        "durham, lincoln, worcester, gloucester, cheltenham, canterbury, essex, kent, surrey, sussex, devon, cornwall, "
        "dorset, norfolk, suffolk, yorkshire, lancashire, cumbria, glasgow, edinburgh, aberdeen, dundee, inverness, "
        "perth scotland, stirling, cardiff, swansea, newport, wrexham, bangor, belfast, derry, londonderry"
    ),
    "Europe/Dublin": "ireland, eire, cork, galway, limerick, waterford",
    "America/New_York": (
        "eastern, eastern time, est, edt, et, new york city, nyc, brooklyn, queens, bronx, manhattan, long island, "
        "buffalo, rochester, albany, syracuse, new jersey, newark, washington dc, washington d c, dc, boston, "
        "massachusetts, connecticut, hartford, rhode island, vermont, new hampshire, maine, pennsylvania, "
        "philadelphia, pittsburgh, delaware, maryland, baltimore, virginia, richmond, west virginia, north carolina, "
        "charlotte, raleigh, south carolina, charleston, georgia usa, atlanta, florida, miami, orlando, tampa, "
        "jacksonville, fort lauderdale, ohio, cleveland, columbus, cincinnati, kentucky, knoxville"
    ),
    "America/Detroit": "michigan, grand rapids",
    "America/Indiana/Indianapolis": "indiana",
    "America/Chicago": (
        "central, central time, cst, cdt, illinois, wisconsin, milwaukee, madison, minnesota, minneapolis, st paul, "
        "iowa, des moines, missouri, st louis, saint louis, kansas, kansas city, wichita, nebraska, omaha, "
        "north dakota, south dakota, oklahoma, tulsa, texas, houston, dallas, austin, san antonio, fort worth, "
        "arkansas, little rock, louisiana, new orleans, mississippi, alabama, tennessee, nashville, memphis"
    ),
    "America/Denver": (
        "mountain, mountain time, mst, mdt, colorado, colorado springs, utah, salt lake city, new mexico, albuquerque, "
        "wyoming, montana, el paso"
    ),
    "America/Boise": "idaho",
    "America/Phoenix": "arizona, tucson, mesa",
    "America/Los_Angeles": (
        "pacific, pacific time, pst, pdt, california, la, san francisco, san diego, san jose, sacramento, fresno, "
        "oakland, long beach, washington state, seattle, spokane, tacoma, oregon, portland, nevada, las vegas, reno"
    ),
    "America/Anchorage": "alaska",
    "Pacific/Honolulu": "hawaii",
    "America/Toronto": (
        "ontario, quebec, montreal, ottawa, hamilton, mississauga, london ontario, quebec city, kingston ontario"
    ),
    "America/Winnipeg": "manitoba",
    "America/Regina": "saskatchewan, saskatoon",
    "America/Edmonton": "alberta, calgary, red deer",
    "America/Vancouver": "british columbia, victoria bc, surrey bc, kelowna",
    "America/Halifax": "nova scotia, new brunswick, prince edward island, atlantic time",
    "America/St_Johns": "newfoundland",
    "Australia/Sydney": "new south wales, nsw, canberra, newcastle australia, wollongong",
    "Australia/Melbourne": "victoria, victoria australia, geelong, ballarat",
    "Australia/Brisbane": "queensland, gold coast, cairns, townsville",
    "Australia/Adelaide": "south australia",
    "Australia/Perth": "western australia",
    "Australia/Hobart": "tasmania, launceston",
    "Pacific/Auckland": "new zealand, wellington, christchurch, dunedin",
    "Europe/Berlin": "munich, hamburg, cologne, frankfurt, stuttgart, dusseldorf, leipzig, dresden, cet, cest",
    "Europe/Paris": "lyon, marseille, toulouse, nice, lille, bordeaux",
    "Europe/Madrid": "spain, barcelona, valencia, seville, malaga, alicante",
    "Europe/Lisbon": "portugal, porto, algarve, faro",
    "Europe/Rome": "milan, naples, turin, florence, venice, sicily",
    "Europe/Amsterdam": "holland, rotterdam, the hague, utrecht",
    "Europe/Brussels": "antwerp, ghent",
    "Europe/Zurich": "geneva, basel, bern",
    "Europe/Warsaw": "krakow, gdansk",
    "Asia/Kolkata": "mumbai, bombay, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, ahmedabad, pune",
    "Asia/Karachi": "lahore, islamabad",
    "Asia/Shanghai": "china, beijing, guangzhou, shenzhen",
    "Asia/Tokyo": "osaka, kyoto",
    "Asia/Dubai": "abu dhabi",
    "Africa/Johannesburg": "cape town, durban, pretoria",
    "Africa/Lagos": "abuja",
    "Etc/UTC": "utc",
}
