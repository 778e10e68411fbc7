"""Names from which invented people, places and firms are drawn."""

from __future__ import annotations

WOMEN = (
    "Agnes Amina Beatriz Birgit Carla Dagny Delia Edda Elif Esme Farida Freya Greta Hanna Hedda Ida Imani "
    "Ines Ingrid Iris Jana Joana Judit Kaja Lena Lidia Linnea Lucia Magda Maira Marisol Mette Mira Nadia "
    "Noor Nora Odile Olga Paula Petra Rana Renata Rosa Ruta Sanna Selma Silvia Sunniva Tamsin Tilda Tove "
    "Ursula Vera Yara Yuki Zainab Zofia"
).split()
MEN = (
    "Aldo Amos Anders Arne Bakari Bastian Cato Cesar Colm Dario Dmitri Edgar Emil Farouk Felix Gareth "
    "Goran Hamid Hector Henrik Hugo Idris Ivo Jakob Jarek Joris Karim Kenji Lars Leon Lorenz Luca Magnus "
    "Marek Mateo Milan Nils Omar Otto Pavel Piet Rafael Ravi Rolf Rufus Samir Silas Stefan Tariq Tomas "
    "Tycho Viktor Walter Yusuf Zoran"
).split()
FAMILIES = (
    "Abrecht Adeyemi Amsel Anand Aro Baptiste Barlow Bergdahl Bianchi Calloway Castellan Chaudhry Corbel "
    "Dahlin Darrow Delgado Drury Ekström Eriksen Falk Fairley Farrow Ferrante Galanis Gerring Grieve "
    "Haddad Hallam Harte Holm Ilves Iyer Jansen Kaplan Kestrel Kivela Kowal Lind Lorenzen Lunde Mabaso "
    "Marchetti Mendes Moreau Nakata Nkosi Novak Okafor Okoro Oyelaran Papas Pell Pryce Quist Rahal Renn "
    "Reyes Rusk Salo Santoro Solander Strand Tanaka Tarrant Tervo Thorley Ueda Vance Varga Varnas Vane "
    "Wendt Whitlow Yilmaz Zeller"
).split()
PLACES = (
    "Alder Bay|Amberley Cross|Ashcombe|Barrow Mere|Bellhaven|Birchford|Bracken Hill|Brindle|Calder Wick|"
    "Cawston Vale|Coldbrook|Corvane|Dunmore Green|Eastwell|Elder Moss|Fallow End|Fenwick|Gannet Cove|"
    "Garrow|Greyfield|Hallow Bridge|Hartsmere|Hazelden|Hollin|Isle Norton|Kelder|Kingsmarsh|Larkfield|"
    "Lower Tarn|Marlow Sound|Merrow|Millstead|Nether Pelham|Northbeck|Oakhurst|Orrin|Ostrel Vale|Penhallow|"
    "Quarrel Heath|Redmire|Rushmoor|Saltby|Selwick|Skarrow|Sorrelby|Stanmere|Tansley|Thornage|Upper Ardun|"
    "Vell|Wastle|Westering|Whinfield|Wickhollow|Yarrow Sands"
).split("|")
STREETS = (
    "Almond Lane|Bell Street|Brewer's Row|Canal Street|Castle Road|Chapel Hill|Cherry Walk|Dyer Street|"
    "Ferry Road|Foundry Lane|Garden Street|Harbour Road|High Meadow|Lime Street|Linden Road|Market Row|"
    "Mill Road|Nightingale Lane|Orchard Street|Quarry Road|Quay Road|River Street|Ropewalk|Sallow Street|"
    "School Lane|Station Road|Tanner Street|Thistle Road|Tower Hill|Weaver Street|Well Lane|Wharf Road"
).split("|")
FIRMS = (
    "Alderman & Voss|Ambrel|Arden & Pike|Belcor|Brask|Calloway Brothers|Cinderford|Dorrit & Lane|"
    "Eldermark|Farrow & Quill|Fenbridge|Gildern|Hallmark & Dene|Ironwell|Larkin Vale|Lumen & Hart|"
    "Mardale|Norrland Supply|Orlane|Palisade|Pennard|Quillon|Redmoor|Sable & Finch|Selwyn Bay|"
    "Tarnwood|Tessel|Umber & Co|Vantry|Wexcombe|Yarrow Works"
).split("|")
