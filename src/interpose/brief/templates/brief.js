// Conveniences only: a link to a folded row unfolds it, Escape closes a trace as its link does, a chart is saved as a picture.
function unfold(){let e=document.getElementById(decodeURIComponent(location.hash.slice(1)));for(;e;e=e.parentElement)if(e.tagName==="DETAILS")e.open=true}
addEventListener("hashchange",unfold);unfold();
addEventListener("keydown",e=>{const back=e.key==="Escape"&&document.querySelector(".trace:target .back");if(back)back.click()});
document.querySelectorAll("button[data-name]").forEach(button=>{button.hidden=false;button.onclick=()=>{
 const text=new XMLSerializer().serializeToString(captioned(button.closest("figure"))),link=document.createElement("a");
 link.href=URL.createObjectURL(new Blob([text],{type:"image/svg+xml"}));link.download=button.dataset.name+".svg";link.click()}});
// Sets title, caption, legend and source around a drawing, as the files of pictures have them.
function captioned(figure){
 const drawing=figure.querySelector("svg[role]"),whole=drawing.cloneNode(),width=+drawing.getAttribute("width"),family=drawing.getAttribute("font-family");
 const pen=document.createElement("canvas").getContext("2d"),key=(figure.closest(".maps")||figure).querySelector(".key"),margin=14;
 let down=margin;
 const told=element=>{const copy=element.cloneNode(true);copy.querySelectorAll(".narrow,svg").forEach(each=>each.remove());return copy.textContent.trim().replace(/\s+/g," ")};
 const wide=(text,size,weight="")=>{pen.font=`${weight} ${size}px ${family}`;return pen.measureText(text).width};
 const put=(name,attributes,text="")=>{const made=document.createElementNS(drawing.namespaceURI,name);
  for(const each in attributes)made.setAttribute(each,attributes[each]);made.textContent=text;return whole.appendChild(made)};
 const place=(svg,x,y)=>{const copy=svg.cloneNode(true);copy.setAttribute("x",x);copy.setAttribute("y",y);whole.append(copy)};
 const paragraph=(text,size,fill,weight="normal",left=margin)=>{let line="";
  const end=()=>{down+=1.3*size;put("text",{x:left,y:down-.3*size,"font-size":size,"font-weight":weight,fill},line);line=""};
  for(const word of text.split(" ")){if(line&&wide(line+" "+word,size,weight)>width+margin-left)end();line+=(line&&" ")+word}
  if(line)end()};
 put("rect",{width:"100%",height:"100%",fill:"#ffffff"});
 paragraph(told(figure.querySelector("figcaption strong")),16,"#1b1f24","bold");
 down+=3;paragraph([...figure.querySelectorAll("figcaption span,.note")].map(told).join(" "),12,"#565c65");down+=6;
 let x=margin;
 if(key){for(const entry of key.children){const sign=entry.querySelector("svg"),[across,up]=["width","height"].map(side=>+sign.getAttribute(side)),name=told(entry),room=across+6+wide(name,12);
  if(x>margin&&x+room>width+margin){x=margin;down+=20}
  place(sign,x,down+(20-up)/2);const top=down;down+=2;paragraph(name,12,"#1b1f24","normal",x+across+6);down=Math.max(top,down-17.6);x+=room+16}
  down+=20}
 down+=8;place(drawing,margin,down);down+=+drawing.getAttribute("height")+10;
 paragraph(document.body.dataset.source,11,"#565c65");
 const size=[width+2*margin,Math.round(down+margin)];
 whole.setAttribute("viewBox",`0 0 ${size.join(" ")}`);["width","height"].forEach((side,at)=>whole.setAttribute(side,size[at]));
 return whole}
